import { Banner } from "../../../../../../components/banner.tsx";
import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Checkbox } from "../../../../../../components/checkbox.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { Textarea } from "../../../../../../components/textarea.tsx";
import { addressesPerKey, scopes } from "../../../../../../core/access/mod.ts";
import type { Plan } from "../../../../../../core/projects/mod.ts";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import { expiries, type KeyForm, planOptions, scopeTexts } from "./key_form_model.ts";

/** The form for a new key. */
export function KeyFormCard({ typed, errors, projectPlan, backHref }: {
  typed: KeyForm;
  errors: FormErrors;
  projectPlan: Plan;
  backHref: string;
}) {
  return (
    <form method="post">
      <Card
        foot={
          <>
            <LinkButton href={backHref}>Cancel</LinkButton>
            <Button type="submit" variant="primary">Create key</Button>
          </>
        }
      >
        <div class="form">
          {errors.form && <Banner tone="danger">{errors.form}</Banner>}
          <Input
            label="Name"
            name="name"
            required
            maxLength={100}
            autocomplete="off"
            autofocus
            value={typed.name}
            placeholder="Nightly import"
            help="What uses the key, so that you know which one to revoke."
            error={errors.fields.name}
          />
          <fieldset class="choices">
            <legend class="field-label">What it may do</legend>
            {scopes.map((scope) => (
              <Checkbox
                key={scope}
                type="radio"
                id={`scope-${scope}`}
                name="scope"
                value={scope}
                checked={typed.scope === scope}
                label={scopeTexts[scope].label}
                help={scopeTexts[scope].help}
                error={scope === scopes[0] ? errors.fields.scope : null}
              />
            ))}
          </fieldset>
          <Select
            label="Plan"
            name="plan"
            value={typed.plan}
            options={planOptions(projectPlan)}
            help="How many requests the key may make."
            error={errors.fields.plan}
          />
          <div class="form-row expiry">
            <Select
              label="Expires"
              name="expiry"
              value={typed.expiry}
              options={expiries}
              error={errors.fields.expiry}
            />
            <div class="expiry-date">
              <Input
                label="Last day (UTC)"
                name="date"
                type="date"
                value={typed.date}
                error={errors.fields.date}
              />
            </div>
          </div>
          <Textarea
            label="Allowed addresses"
            name="addresses"
            optional
            mono
            rows={2}
            value={typed.addresses}
            spellcheck={false}
            autocomplete="off"
            placeholder={"203.0.113.7\n192.0.2.0/24"}
            help={`Addresses and networks the key may be used from, at most ${addressesPerKey}. Empty: anywhere.`}
            error={errors.fields.addresses}
          />
        </div>
      </Card>
    </form>
  );
}
