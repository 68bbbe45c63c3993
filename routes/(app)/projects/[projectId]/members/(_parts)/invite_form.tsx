import { Button } from "../../../../../../components/button.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { emailMaximum, type Role } from "../../../../../../core/access/mod.ts";
import type { FormErrors } from "../../../../../(_common)/form.ts";
import { roleLabels, roleTexts } from "../../../../../(_entry)/role_texts.ts";

/** The form that makes an invitation. */
export function InviteForm({ typed, errors, given }: {
  typed: { email: string; role: string };
  errors: FormErrors;
  /** The roles the reader may give. */
  given: Role[];
}) {
  return (
    <form class="form" method="post">
      <div class="invite-row">
        <Input
          label="E-mail address"
          name="email"
          type="email"
          autocomplete="off"
          autocapitalize="none"
          spellcheck={false}
          required
          maxLength={emailMaximum}
          value={typed.email}
          placeholder="jane@example.com"
          error={errors.fields.email}
        />
        <Select
          label="Role"
          name="role"
          value={typed.role}
          options={given.map((role) => ({ value: role, label: roleLabels[role] }))}
          error={errors.fields.role}
        />
        <Button type="submit" variant="primary" name="do" value="invite">Create link</Button>
      </div>
      <details class="over">
        <summary>What may each role do?</summary>
        <dl class="role-texts">
          {given.toReversed().map((role) => (
            <div key={role}>
              <dt>{roleLabels[role]}</dt>
              <dd>{roleTexts[role]}</dd>
            </div>
          ))}
        </dl>
      </details>
    </form>
  );
}
