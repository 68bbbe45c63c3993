import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Input } from "../../../../../../components/input.tsx";

/** Deleting the project, for those who type its name. */
export function DeleteCard({ name, typed, error }: {
  name: string;
  typed: string;
  error?: string | null;
}) {
  return (
    <form method="post" class="danger-zone">
      <Card
        title="Delete this project"
        description="Sessions, contacts, knowledge, members and keys go with it, at once and for good. The widget stops on all pages."
      >
        <div class="tag-add">
          <Input
            label={`Type “${name}” to confirm`}
            name="confirmation"
            required
            autocomplete="off"
            spellcheck={false}
            value={typed}
            error={error}
          />
          <Button type="submit" variant="danger" name="do" value="delete">Delete project</Button>
        </div>
      </Card>
    </form>
  );
}
