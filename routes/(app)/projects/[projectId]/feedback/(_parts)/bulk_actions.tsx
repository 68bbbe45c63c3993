import { BulkBar } from "../../../../../../components/bulk_bar.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { tagLabel } from "../../../../../../components/labels.ts";
import { Menu } from "../../../../../../components/menu.tsx";

/** What can be done with the ticked sessions. Every button sends the same form. */
export function BulkActions({ id, action, next, tags, withArchived }: {
  id: string;
  action: string;
  /** Where to go afterwards: this very view. */
  next: string;
  tags: string[];
  /** Whether archived sessions are on show and can be brought back. */
  withArchived: boolean;
}) {
  return (
    <BulkBar id={id} action={action}>
      <input type="hidden" name="next" value={next} />
      <Menu text="Tag" icon="tag" iconEnd="chevronDown" size="small">
        <div class="menu-title">Add a tag</div>
        {tags.map((tag) => (
          <button key={tag} type="submit" class="menu-item" name="addTag" value={tag}>
            {tagLabel(tag)}
          </button>
        ))}
        <hr class="menu-line" />
        <div class="menu-title">Remove a tag</div>
        {tags.map((tag) => (
          <button key={tag} type="submit" class="menu-item" name="removeTag" value={tag}>
            {tagLabel(tag)}
          </button>
        ))}
      </Menu>
      <Button type="submit" size="small" icon="success" name="do" value="close">Close</Button>
      <Button type="submit" size="small" icon="refresh" name="do" value="review">
        Review again
      </Button>
      <Button type="submit" size="small" icon="archive" name="do" value="archive">Archive</Button>
      {withArchived && (
        <Button type="submit" size="small" name="do" value="unarchive">Take out of archive</Button>
      )}
    </BulkBar>
  );
}
