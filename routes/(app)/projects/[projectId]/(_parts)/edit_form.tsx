import type { ComponentChildren } from "preact";
import { Banner } from "../../../../../components/banner.tsx";
import { Button } from "../../../../../components/button.tsx";
import { LinkButton } from "../../../../../components/link_button.tsx";

/** A form that has a page to itself: its cards, the way back, and the button that saves. */
export function EditForm({ action, back, submit, does, error, children }: {
  action: string;
  /** Where "Cancel" leads. */
  back: string;
  /** What the button says. */
  submit: string;
  /** The value of `do` that saves. @default {none: `do` is not sent} */
  does?: string;
  /** What is wrong with the form as a whole. */
  error: string | null;
  children: ComponentChildren;
}) {
  const saving = does === undefined ? {} : { name: "do", value: does };
  return (
    <form method="post" action={action} class="page narrow new-session">
      {/* Enter in a field presses the first button of a form: it must be the one that saves. */}
      <button
        type="submit"
        class="visually-hidden"
        tabIndex={-1}
        aria-hidden="true"
        {...saving}
      />
      {error && <Banner tone="danger">{error}</Banner>}
      {children}
      <div class="form-foot">
        <LinkButton href={back}>Cancel</LinkButton>
        <Button type="submit" variant="primary" {...saving}>{submit}</Button>
      </div>
    </form>
  );
}
