import { Button } from "../../../../components/button.tsx";
import { Card } from "../../../../components/card.tsx";
import { Input } from "../../../../components/input.tsx";

/** How one is called. */
export function ProfileCard({ name, error }: { name: string; error?: string | null }) {
  return (
    <form method="post">
      <Card
        title="Name"
        description="Your team sees it; so do customers when you answer them."
        foot={<Button type="submit" name="do" value="name">Save name</Button>}
      >
        <Input
          label="Your name"
          name="name"
          autocomplete="name"
          required
          maxLength={100}
          value={name}
          error={error}
        />
      </Card>
    </form>
  );
}
