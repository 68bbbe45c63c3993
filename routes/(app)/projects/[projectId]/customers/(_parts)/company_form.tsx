import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import { Pairs } from "../../sessions/(_new)/pairs.tsx";
import type { CompanyValues } from "./company_values.ts";

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
    <form method="post" action={action} class="page narrow new-session">
      {/* Enter in a field presses the first button of a form. */}
      <button type="submit" class="visually-hidden" tabIndex={-1} aria-hidden="true" />
      {errors.form && <Banner tone="danger">{errors.form}</Banner>}
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
      <Card title="Notes and own fields">
        <Textarea label="Note" name="note" value={values.note} rows={3} optional error={at.note} />
        <Pairs
          name="field"
          title="Fields"
          help="Facts about this company, such as its region. An empty row is removed."
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
