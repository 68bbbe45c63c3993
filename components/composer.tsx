import type { ComponentChildren } from "preact";
import { Button } from "./button.tsx";

/** Props of {@link Composer}. */
export interface ComposerProps {
  action: string;
  /** Hidden inputs. */
  children?: ComponentChildren;
  placeholder?: string;
  /** The name of the text in the form. @default {"content"} */
  name?: string;
  value?: string;
  /** Who will answer, and other remarks, left of the buttons. */
  note?: ComponentChildren;
  /** More buttons before Send. */
  actions?: ComponentChildren;
  submitLabel?: string;
}

/** Where a teammate writes to the customer; stays at the foot of the window. */
export function Composer(props: ComposerProps) {
  return (
    <form class="composer" method="post" action={props.action} data-composer>
      <div class="composer-box">
        {props.children}
        <textarea
          class="input"
          name={props.name ?? "content"}
          rows={2}
          required
          aria-label="Reply"
          placeholder={props.placeholder ?? "Write a reply"}
        >
          {props.value}
        </textarea>
        <div class="composer-foot">
          <span>{props.note}</span>
          <span class="actions">
            {props.actions}
            <Button type="submit" variant="primary" size="small" iconEnd="send">
              {props.submitLabel ?? "Send"}
            </Button>
          </span>
        </div>
      </div>
    </form>
  );
}
