import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import { Pairs } from "../../sessions/(_new)/pairs.tsx";
import type { ContactValues } from "./contact_values.ts";

/** A company to choose. */
export interface CompanyChoice {
  id: string;
  name: string | null;
}

/** The form of a contact. */
export function ContactForm({ action, back, submit, values, errors, companies }: {
  action: string;
  back: string;
  submit: string;
  values: ContactValues;
  errors: FormErrors;
  companies: CompanyChoice[];
}) {
  const at = errors.fields;
  return (
    <form method="post" action={action} class="page narrow new-session">
      {/* Enter in a field presses the first button of a form. */}
      <button type="submit" class="visually-hidden" tabIndex={-1} aria-hidden="true" />
      {errors.form && <Banner tone="danger">{errors.form}</Banner>}
      <Card
        title="Person"
        description="What you write here stays: imports and sources leave it alone."
      >
        <Input label="Name" name="name" value={values.name} optional error={at.name} />
        <Textarea
          label="E-mail addresses"
          name="emails"
          value={values.emails}
          rows={2}
          optional
          help="One per line; the first is the one to show. A conversation with any of them is theirs."
          error={at.emails}
        />
        <div class="two-columns">
          <Input label="Title" name="title" value={values.title} optional error={at.title} />
          <Input
            label="Phone"
            name="phone"
            type="tel"
            value={values.phone}
            optional
            error={at.phone}
          />
        </div>
        <Select
          label="Company"
          name="company_id"
          value={values.companyId}
          options={[
            { value: "", label: "None" },
            ...companies.map(({ id, name }) => ({ value: id, label: name ?? "No name" })),
          ]}
          help="What they said moves to the company with them."
          error={at.company_id}
        />
        <div class="inline-form company-search">
          <Input
            label="Find another company"
            hideLabel
            name="company_search"
            placeholder="Find a company by name or domain"
            autocomplete="off"
          />
          <Button type="submit" name="do" value="companies" formNoValidate>Find</Button>
        </div>
      </Card>
      <Card title="Notes and own fields">
        <Textarea label="Note" name="note" value={values.note} rows={3} optional error={at.note} />
        <Pairs
          name="field"
          title="Fields"
          help="Facts about this person, such as their region. An empty row is removed."
          pairs={values.pairs}
          error={at.custom_fields}
        />
        <div>
          <Button type="submit" name="do" value="pairs" size="small" icon="plus" formNoValidate>
            More rows
          </Button>
        </div>
      </Card>
      <div class="form-foot">
        <LinkButton href={back}>Cancel</LinkButton>
        <Button type="submit" variant="primary">{submit}</Button>
      </div>
    </form>
  );
}
