import { Button } from "../../components/button.tsx";
import { Input } from "../../components/input.tsx";
import type { FormErrors } from "../(_common)/form.ts";
import { NewPasswordInput } from "./password_input.tsx";

/** Name and password for an account whose address is settled already. */
export function NewAccountForm({ email, name, errors }: {
  email: string;
  /** What was typed before. */
  name: string;
  errors: FormErrors;
}) {
  return (
    <form class="form" method="post">
      <Input
        label="E-mail address"
        name="email"
        type="email"
        autocomplete="username"
        readOnly
        value={email}
      />
      <Input
        label="Your name"
        name="name"
        autocomplete="name"
        required
        maxLength={100}
        autofocus={!errors.fields.password}
        value={name}
        error={errors.fields.name}
      />
      <NewPasswordInput error={errors.fields.password} />
      <Button type="submit" variant="primary" wide>Create account and join</Button>
    </form>
  );
}
