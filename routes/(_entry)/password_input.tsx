import { Input } from "../../components/input.tsx";
import { passwordMaximum, passwordMinimum } from "../../core/access/mod.ts";

/** The field for a password somebody chooses. What was typed is never sent back. */
export function NewPasswordInput({ name = "password", label = "Password", error }: {
  name?: string;
  label?: string;
  error?: string | null;
}) {
  return (
    <Input
      label={label}
      name={name}
      type="password"
      autocomplete="new-password"
      required
      autofocus={Boolean(error)}
      minLength={passwordMinimum}
      maxLength={passwordMaximum}
      help={`At least ${passwordMinimum} characters. A few words are fine.`}
      error={error}
    />
  );
}
