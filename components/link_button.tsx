import { buttonClass, ButtonContent, type ButtonLook } from "./button.tsx";
import type { NativeAttributes } from "./native_attributes.ts";

/** Props of {@link LinkButton}: the look of a button and everything an `<a>` takes. */
export type LinkButtonProps =
  & ButtonLook
  & { href: string; class?: string }
  & NativeAttributes<HTMLAnchorElement, keyof ButtonLook | "href">;

/** A link that looks like a button, for actions that lead to another page. */
export function LinkButton(props: LinkButtonProps) {
  const { variant, size, icon, iconEnd, label, wide, children, class: extra, ...rest } = props;
  const look = { variant, size, icon, iconEnd, label, wide, children };
  return (
    <a
      {...rest as object}
      class={buttonClass(look, extra)}
      aria-label={label}
      title={children ? undefined : label}
    >
      <ButtonContent {...look} />
    </a>
  );
}
