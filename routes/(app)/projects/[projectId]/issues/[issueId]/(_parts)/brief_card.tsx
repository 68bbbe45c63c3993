import { Button } from "../../../../../../../components/button.tsx";
import { Card } from "../../../../../../../components/card.tsx";
import { RichText } from "../../../../../../../components/rich_text.tsx";
import { Textarea } from "../../../../../../../components/textarea.tsx";
import { Time } from "../../../../../../../components/time.tsx";
import type { Issue } from "../../../../../../../core/issues/mod.ts";

/** The brief, who made it, and the ways to write it or to have it made. */
export function BriefCard({ issue, action, canWrite, hasModel, now }: {
  issue: Issue;
  action: string;
  canWrite: boolean;
  /** Whether a model is configured. */
  hasModel: boolean;
  now: number;
}) {
  const isWritten = issue.brief_source === "written";
  return (
    <Card
      title="Brief"
      description={issue.brief_at && (
        <>
          {originOf(issue)} <Time at={issue.brief_at} now={now} />
        </>
      )}
      actions={canWrite && !isWritten && (
        <form method="post" action={action}>
          <Button type="submit" name="do" value="make_brief" size="small" icon="agent">
            {issue.brief ? "Make anew" : "Make a brief"}
          </Button>
        </form>
      )}
    >
      {issue.brief ? <RichText text={issue.brief} markdown /> : (
        <p class="muted">
          {hasModel
            ? "Nobody wrote one. The model can make one from the evidence, citing it."
            : "Nobody wrote one. It can be made from the evidence: who asks, and in which words."}
        </p>
      )}
      {canWrite && (
        <details class="brief-editor">
          <summary class="button quiet small">{issue.brief ? "Edit" : "Write it"}</summary>
          <form method="post" action={action} class="stack">
            <Textarea
              label="Brief"
              name="brief"
              value={issue.brief ?? ""}
              rows={10}
              help="Markdown. What a person wrote is never replaced; empty it to have one made again."
            />
            <div class="form-foot">
              <Button type="submit" name="do" value="brief" variant="primary">Save brief</Button>
            </div>
          </form>
        </details>
      )}
    </Card>
  );
}

function originOf({ brief_source, brief_by }: Issue): string {
  switch (brief_source) {
    case "written":
      return "Written by a teammate,";
    case "model":
      return `Made by ${brief_by ?? "a model"} from the evidence,`;
    default:
      return "Made from the evidence by rules,";
  }
}
