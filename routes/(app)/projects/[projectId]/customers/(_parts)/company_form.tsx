import { Card } from "../../../../../../components/card.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import { EditForm } from "../../(_parts)/edit_form.tsx";
import type { CompanyValues } from "./company_values.ts";
import { NotesCard } from "./notes_card.tsx";

/** The form of a company. */
export function CompanyForm({ action, back, submit, values, errors, plans, stages, currency }: {
  action: string;
  back: string;
  submit: string;
  values: CompanyValues;
  errors: FormErrors;
  /** What other companies have, to choose from. */
  plans: string[];
  stages: string[];
  currency: string;
}) {
  const at = errors.fields;
  return (
    <EditForm action={action} back={back} submit={submit} error={errors.form}>
      <Card
        title="Company"
        description="What you write here stays: imports and sources leave it alone."
      >
        <Input label="Name" name="name" value={values.name} optional error={at.name} />
        <Textarea
          label="Domains"
          name="domains"
          value={values.domains}
          rows={2}
          optional
          help="One per line; the first is the one to show. Sources that name a domain find the company by it."
          error={at.domains}
        />
        <div class="two-columns">
          <Input
            label="Stage"
            name="stage"
            value={values.stage}
            list="stages"
            optional
            error={at.stage}
          />
          <Input
            label="Plan"
            name="plan"
            value={values.plan}
            list="plans"
            optional
            error={at.plan}
          />
        </div>
        <datalist id="stages">
          {stages.map((stage) => <option key={stage} value={stage} />)}
        </datalist>
        <datalist id="plans">{plans.map((plan) => <option key={plan} value={plan} />)}</datalist>
        <Input
          label={`Yearly revenue in ${currency}`}
          name="revenue"
          inputMode="decimal"
          value={values.revenue}
          optional
          help="Issues show how much revenue asks for them."
          error={at.revenue}
        />
      </Card>
      <NotesCard values={values} errors={at} help="Facts about this company, such as its region." />
    </EditForm>
  );
}
