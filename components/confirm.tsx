import type { ComponentChildren } from "preact";
import { Button, type ButtonLook } from "./button.tsx";

/** Props of {@link Confirm}: the look of the button that asks, and the question. */
export interface ConfirmProps extends Pick<ButtonLook, "variant" | "size" | "icon"> {
  /** Unique on the page. */
  id: string;
  /** The text of the button that opens the question. */
  text: string;
  /** Whom or what the button is about, for those who cannot see its row. */
  about?: string;
  title: string;
  /** What happens then, and what does not. */
  children?: ComponentChildren;
  /** The text of the button that does it. @default the text of the first button */
  confirm?: string;
  /** Where the form goes. @default {this page} */
  action?: string;
  /** Hidden inputs, and fields the question needs. */
  fields?: ComponentChildren;
}

/**
 * A button that asks before it does something that cannot be taken back. The question is a popover
 * with a form of its own: no script, Esc and a click outside close it.
 */
export function Confirm(props: ConfirmProps) {
  const { id, text, about, title, children, confirm, action, fields, ...look } = props;
  return (
    <>
      <Button {...look} popovertarget={id}>
        {text}
        {about && <span class="visually-hidden">{` ${about}`}</span>}
      </Button>
      <div class="dialog confirm" id={id} popover="auto" role="dialog" aria-labelledby={`${id}-t`}>
        <form method="post" action={action}>
          <div class="dialog-head">
            <h2 id={`${id}-t`}>{title}</h2>
          </div>
          <div class="dialog-body">
            {children && <div class="muted">{children}</div>}
            {fields}
          </div>
          <div class="dialog-foot">
            <Button popovertarget={id} popovertargetaction="hide">Cancel</Button>
            <Button type="submit" variant="danger">{confirm ?? text}</Button>
          </div>
        </form>
      </div>
    </>
  );
}
