import type { ComponentChildren } from "preact";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../components/checkbox.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import { TITLE_LENGTH } from "../../../../../../core/issues/mod.ts";
import type { TreeScope } from "../../../../../../core/product_scopes/mod.ts";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import type { IssueValues } from "./issue_values.ts";
import { optionsOf, priorityLabels, statusLabels, typeLabels } from "./labels.ts";

const scores = {
  impact: ["Hardly noticed", "Small", "Medium", "Large", "Huge"],
  confidence: ["A guess", "Weak", "Some", "Good", "Certain"],
  effort: ["Hours", "Days", "A week or two", "A month", "Months"],
};

const helps = {
  impact: "How much it changes for one customer.",
  confidence: "How sure we are. Otherwise the number of sessions decides.",
  effort: "Counts against it.",
};

/** The form of one issue. */
export function IssueForm(
  { action, backHref, values, errors, scopes, submit, children, isClosed }: {
    action: string;
    backHref: string;
    values: IssueValues;
    errors: FormErrors;
    scopes: TreeScope[];
    /** What the button says. */
    submit: string;
    /** Closed ones keep their status: reopening has its own button. */
    isClosed?: boolean;
    /** Under the title: similar issues, the evidence it begins with. */
    children?: ComponentChildren;
  },
) {
  const at = errors.fields;
  const statuses = optionsOf(statusLabels)
    .filter(({ value }) => value !== "done" && value !== "dismissed");
  return (
    <form method="post" action={action} class="page narrow new-session">
      {/* Enter in a field presses the first button of a form. */}
      <button type="submit" class="visually-hidden" tabIndex={-1} aria-hidden="true" />
      {errors.form && <Banner tone="danger">{errors.form}</Banner>}
      <Card title="What it is">
        <Input
          label="Title"
          name="title"
          value={values.title}
          required
          maxLength={TITLE_LENGTH}
          autocomplete="off"
          help="What customers suffer from or ask for, in a few words."
          error={at.title}
        />
        <Textarea
          label="Description"
          name="description"
          value={values.description}
          rows={5}
          optional
          error={at.description}
        />
        <div class="two-columns">
          <Select
            label="Type"
            name="type"
            value={values.type}
            options={optionsOf(typeLabels)}
            error={at.type}
          />
          {isClosed ? <input type="hidden" name="status" value={values.status} /> : (
            <Select
              label="Status"
              name="status"
              value={values.status}
              options={statuses}
              error={at.status}
            />
          )}
        </div>
      </Card>
      {children}
      <Card
        title="Priority"
        description="Reach comes from the evidence; the rest can be judged. Not judged means something in the middle."
      >
        <div class="score-columns">
          {(["impact", "confidence", "effort"] as const).map((name) => (
            <Select
              key={name}
              label={name[0]!.toUpperCase() + name.slice(1)}
              name={name}
              value={values[name]}
              options={[
                { value: "", label: "Not judged" },
                ...scores[name].map((label, index) => ({
                  value: String(index + 1),
                  label: `${index + 1} · ${label}`,
                })),
              ]}
              help={helps[name]}
              error={at[name]}
            />
          ))}
        </div>
        <Select
          label="Priority"
          name="priority_override"
          value={values.priority_override}
          options={[
            { value: "", label: "By the score" },
            ...optionsOf(priorityLabels).reverse().map(({ value, label }) => ({
              value,
              label: `Always ${label.toLowerCase()}`,
            })),
          ]}
          error={at.priority_override}
        />
      </Card>
      {scopes.length > 0 && (
        <Card title="Product scopes">
          <fieldset class="choice-row tight">
            <legend class="visually-hidden">Product scopes</legend>
            {scopes.map(({ id, path }) => (
              <Checkbox
                key={id}
                id={`scope-${id}`}
                name="product_scopes"
                value={id}
                label={path}
                checked={values.product_scopes.includes(id)}
              />
            ))}
          </fieldset>
          {at.product_scopes && <p class="field-error">{at.product_scopes}</p>}
        </Card>
      )}
      <div class="form-foot">
        <LinkButton href={backHref}>Cancel</LinkButton>
        <Button type="submit" variant="primary">{submit}</Button>
      </div>
    </form>
  );
}
