import type { ComponentChildren } from "preact";
import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import { NAME_LENGTH } from "../../../../../../core/knowledge/mod.ts";
import type { Form, FormErrors } from "../../../../../(_common)/form.ts";

/** An entry as its form holds it. */
export interface KnowledgeValues {
  kind: string;
  name: string;
  url: string;
  content: string;
}

/** Reads an entry as it was sent. */
export function readKnowledge(form: Form): KnowledgeValues {
  return {
    kind: form.text("kind"),
    name: form.text("name"),
    url: form.text("url"),
    content: form.raw("content"),
  };
}

/** The fields errors can be shown at. */
export const knowledgeFields = ["kind", "name", "url", "content"];

/** The form of one entry. */
export function KnowledgeForm({ action, backHref, values, errors, submit, fields, children }: {
  action: string;
  backHref: string;
  values: KnowledgeValues;
  errors: FormErrors;
  /** What the button says. */
  submit: string;
  /** More fields, below the others. */
  fields?: ComponentChildren;
  /** More buttons, at the start of the foot. */
  children?: ComponentChildren;
}) {
  return (
    <form method="post" action={action} class="page narrow knowledge-form">
      {errors.form && <Banner tone="danger">{errors.form}</Banner>}
      <Input
        label="Name"
        name="name"
        value={values.name}
        required
        maxLength={NAME_LENGTH}
        autocomplete="off"
        help="Shown under answers that rest on it."
        error={errors.fields.name}
      />
      <Textarea
        label="Content"
        name="content"
        value={values.content}
        rows={18}
        required
        help="Headings cut the text into passages: one question and its answer each is best."
        error={errors.fields.content}
      />
      <div class="two-columns">
        <Select
          label="Written as"
          name="kind"
          value={values.kind}
          options={[
            { value: "markdown", label: "Markdown" },
            { value: "text", label: "Plain text" },
          ]}
          error={errors.fields.kind}
        />
        <Input
          label="Address of the original"
          name="url"
          type="url"
          value={values.url}
          optional
          placeholder="https://"
          autocomplete="off"
          help="Customers can open it from the answer."
          error={errors.fields.url}
        />
      </div>
      {fields}
      <div class="form-foot">
        {children}
        <LinkButton href={backHref}>Cancel</LinkButton>
        <Button type="submit" variant="primary">{submit}</Button>
      </div>
    </form>
  );
}
