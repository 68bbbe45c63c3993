import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import {
  type NewScope,
  SCOPE_KINDS,
  SCOPE_NAME_LENGTH,
  type TreeScope,
} from "../../../../../../core/product_scopes/mod.ts";
import type { Form, FormErrors } from "../../../../../(_common)/form.ts";

/** A scope as its form holds it. */
export interface ScopeValues {
  name: string;
  kind: string;
  parent_id: string;
  description: string;
}

/** The fields errors can be shown at. */
export const scopeFields = ["name", "kind", "parent_id", "description"];

/** Reads a scope as it was sent. */
export function readScope(form: Form): ScopeValues {
  return {
    name: form.text("name"),
    kind: form.text("kind"),
    parent_id: form.text("parent_id"),
    description: form.text("description"),
  };
}

/** What a form says, for the core. */
export function scopeOf(values: ScopeValues): NewScope {
  return {
    name: values.name,
    kind: SCOPE_KINDS.find((kind) => kind === values.kind) ?? "area",
    parent_id: values.parent_id === "" ? null : values.parent_id,
    description: values.description,
  };
}

/** The form of one scope. `scopes` are those it can stand below. */
export function ScopeForm({ action, backHref, values, errors, scopes, submit }: {
  action: string;
  backHref: string;
  values: ScopeValues;
  errors: FormErrors;
  scopes: TreeScope[];
  submit: string;
}) {
  const at = errors.fields;
  return (
    <form method="post" action={action} class="page narrow new-session">
      {errors.form && <Banner tone="danger">{errors.form}</Banner>}
      <Card>
        <Input
          label="Name"
          name="name"
          value={values.name}
          required
          maxLength={SCOPE_NAME_LENGTH}
          autocomplete="off"
          error={at.name}
        />
        <div class="two-columns">
          <Select
            label="Kind"
            name="kind"
            value={values.kind}
            options={[
              { value: "area", label: "Area: a lasting part of the product" },
              { value: "initiative", label: "Initiative: something we do for a while" },
            ]}
            error={at.kind}
          />
          <Select
            label="Below"
            name="parent_id"
            value={values.parent_id}
            options={[
              { value: "", label: "Nothing: at the top" },
              ...scopes.map(({ id, path }) => ({ value: id, label: path })),
            ]}
            error={at.parent_id}
          />
        </div>
        <Textarea
          label="Description"
          name="description"
          value={values.description}
          rows={3}
          optional
          help="What belongs to it. It helps people and the review to choose."
          error={at.description}
        />
      </Card>
      <div class="form-foot">
        <LinkButton href={backHref}>Cancel</LinkButton>
        <Button type="submit" variant="primary">{submit}</Button>
      </div>
    </form>
  );
}
