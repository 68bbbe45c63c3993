import { Button } from "../../../../../../components/button.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { tagLabel } from "../../../../../../components/labels.ts";
import { Select } from "../../../../../../components/select.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import type { Decision } from "../../../../../../core/review/mod.ts";

/** What can be chosen instead of what was suggested. */
export interface Choices {
  tags: string[];
  issues: { id: string; title: string }[];
}

/** A form to put something else in place; folded away until it is wanted. */
export function ChangeForm({ decision, action, next, choices }: {
  decision: Decision;
  action: string;
  next: string;
  choices: Choices;
}) {
  const { id, kind } = decision;
  if (kind === "issue_link" && choices.issues.length === 0) return null;
  return (
    <details class="decision-change">
      <summary class="button quiet small">Change…</summary>
      <form method="post" action={action} class="decision-form">
        <input type="hidden" name="decision" value={id} />
        <input type="hidden" name="next" value={next} />
        <Fields decision={decision} choices={choices} />
        <Button type="submit" size="small" variant="primary" name="do" value="change">
          Save this instead
        </Button>
      </form>
    </details>
  );
}

function Fields({ decision: { id, kind, value }, choices }: {
  decision: Decision;
  choices: Choices;
}) {
  const issues = choices.issues.map((issue) => ({ value: issue.id, label: issue.title }));
  switch (kind) {
    case "tag":
      return (
        <Select
          id={`${id}-tag`}
          label="Tag"
          name="tag"
          value={value.tag}
          options={choices.tags.map((tag) => ({ value: tag, label: tagLabel(tag) }))}
        />
      );
    case "name":
      return <Input id={`${id}-text`} label="Name" name="text" required value={value.text} />;
    case "description":
      return (
        <Textarea id={`${id}-text`} label="Description" name="text" required value={value.text} />
      );
    case "issue_link":
      return (
        <Select
          id={`${id}-issue`}
          label="Issue"
          name="issue_id"
          value={value.issue_id}
          options={issues}
        />
      );
    case "contact":
      return (
        <Input
          id={`${id}-customer`}
          label="Customer"
          name="customer"
          required
          maxLength={200}
          help="The e-mail address, or the name of a customer who is known."
          autocomplete="off"
        />
      );
    case "company":
      return (
        <Input
          id={`${id}-company`}
          label="Company"
          name="company"
          required
          maxLength={200}
          help="The domain, or the name of a company that is known."
          autocomplete="off"
        />
      );
    default:
      return (
        <>
          <Input
            id={`${id}-title`}
            label="Title"
            name="title"
            required
            maxLength={200}
            value={value.title}
          />
          {issues.length > 0 && (
            <Select
              id={`${id}-issue`}
              label="Or link an issue that is there"
              name="issue_id"
              value=""
              options={[{ value: "", label: "None: make a new one" }, ...issues]}
            />
          )}
        </>
      );
  }
}
