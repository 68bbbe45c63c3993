import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import { EditForm } from "../../(_parts)/edit_form.tsx";
import type { ContactValues } from "./contact_values.ts";
import { NotesCard } from "./notes_card.tsx";

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
    <EditForm action={action} back={back} submit={submit} error={errors.form}>
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
      <NotesCard
        values={values}
        errors={at}
        help="Facts about this person, such as their region."
      />
    </EditForm>
  );
}
