import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Confirm } from "../../../../../../components/confirm.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { builtInTags, tagLabel } from "../../../../../../components/labels.ts";
import { TagChip } from "../../../../../../components/tag_chip.tsx";
import { TagList } from "../../../../../../components/tag_list.tsx";
import { tagLength, tagsMaximum, tagUsesMaximum } from "../../../../../../core/projects/mod.ts";

/** The project's own tags, how often each is used, and a field for another one. */
export function TagsCard({ projectId, tags, uses, typed, error, canManage }: {
  projectId: string;
  tags: string[];
  /** Number of sessions; tags without any are not in it. */
  uses: Map<string, number>;
  typed: string;
  error?: string | null;
  canManage: boolean;
}) {
  return (
    <Card
      title="Tags"
      description={`Beside the built-in tags a project can have up to ${tagsMaximum} of its own.`}
    >
      <TagList tags={builtInTags} />
      {tags.length > 0 && (
        <ul class="tag-rows">
          {tags.map((tag) => (
            <li key={tag}>
              <TagChip tag={tag} />
              <code class="subtle truncate">{tag}</code>
              <a
                class="tag-uses"
                href={`/projects/${projectId}/feedback?tags=${encodeURIComponent(tag)}`}
              >
                {usesText(uses.get(tag) ?? 0)}
              </a>
              {canManage && <Remove tag={tag} uses={uses.get(tag) ?? 0} />}
            </li>
          ))}
        </ul>
      )}
      {tags.length === 0 && !canManage && <p class="muted">No tags of its own yet.</p>}
      {canManage && (
        <form class="tag-add" method="post">
          <Input
            label="New tag"
            name="tag"
            required
            maxLength={tagLength}
            autocomplete="off"
            autocapitalize="none"
            value={typed}
            placeholder="churn_risk"
            help="Lower-case letters, digits and underscores."
            error={error}
          />
          <Button type="submit" name="do" value="add_tag">Add tag</Button>
        </form>
      )}
    </Card>
  );
}

function Remove({ tag, uses }: { tag: string; uses: number }) {
  return (
    <Confirm
      id={`remove-${tag}`}
      size="small"
      variant="quiet"
      text="Remove"
      about={tagLabel(tag)}
      title={`Remove the tag “${tagLabel(tag)}”?`}
      confirm="Remove tag"
      fields={
        <>
          <input type="hidden" name="do" value="remove_tag" />
          <input type="hidden" name="tag" value={tag} />
        </>
      }
    >
      {uses > 0
        ? `It cannot be given any more. The ${usesText(uses)} that have it keep it.`
        : "It cannot be given any more. No session has it."}
    </Confirm>
  );
}

function usesText(uses: number): string {
  if (uses >= tagUsesMaximum) return `${tagUsesMaximum.toLocaleString("en")} or more sessions`;
  return uses === 1 ? "1 session" : `${uses} sessions`;
}
