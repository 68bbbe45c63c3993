import { Button } from "../../../../components/button.tsx";
import { Card } from "../../../../components/card.tsx";
import { Input } from "../../../../components/input.tsx";
import type { FormErrors } from "../../../(_common)/form.ts";
import { NewPasswordInput } from "../../../(_entry)/password_input.tsx";

/** Changing the password. */
export function PasswordCard({ email, errors }: { email: string; errors: FormErrors }) {
  return (
    <form method="post">
      <Card
        title="Password"
        description="A new one ends your sign-ins on all other devices."
        foot={<Button type="submit" name="do" value="password">Change password</Button>}
      >
        {/* For password managers, which otherwise do not know whose password this is. */}
        <input type="hidden" name="username" autocomplete="username" value={email} />
        <div class="form-row">
          <Input
            label="Current password"
            name="current_password"
            type="password"
            autocomplete="current-password"
            required
            error={errors.fields.current_password}
          />
          <NewPasswordInput
            name="new_password"
            label="New password"
            error={errors.fields.new_password}
          />
        </div>
      </Card>
    </form>
  );
}
