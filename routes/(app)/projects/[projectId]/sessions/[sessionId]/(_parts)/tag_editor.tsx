import { Button } from "../../../../../../../components/button.tsx";
import { Checkbox } from "../../../../../../../components/checkbox.tsx";
import { tagLabel } from "../../../../../../../components/labels.ts";
import { Menu } from "../../../../../../../components/menu.tsx";
import { TagList } from "../../../../../../../components/tag_list.tsx";

/** The tags of a session, and the menu to change them. */
export function TagEditor({ tags, known, action }: {
  tags: string[];
  /** Every tag of the project. */
  known: string[];
  action: string;
}) {
  return (
    <form method="post" action={action} class="tag-editor">
      <TagList tags={tags} />
      <Menu
        text={tags.length > 0 ? "Change" : "Add tags"}
        icon="tag"
        size="small"
        variant="quiet"
      >
        <fieldset class="menu-form">
          <legend class="visually-hidden">Tags</legend>
          {[...new Set([...known, ...tags])].map((tag) => (
            <Checkbox
              key={tag}
              id={`tag-${tag}`}
              name="tags"
              value={tag}
              label={tagLabel(tag)}
              checked={tags.includes(tag)}
            />
          ))}
          <Button type="submit" name="do" value="tags" variant="primary" size="small" wide>
            Save tags
          </Button>
        </fieldset>
      </Menu>
    </form>
  );
}
