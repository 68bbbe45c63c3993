import type { ComponentChildren } from "preact";
import { classNames } from "./class_names.ts";
import { Icon, type IconName } from "./icon.tsx";
import type { NativeAttributes } from "./native_attributes.ts";

/** How loud a button is. One `primary` per view. */
export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger" | "link";

/** What Button and LinkButton share. Without children, `label` names an icon-only button. */
export interface ButtonLook {
  variant?: ButtonVariant;
  size?: "medium" | "small";
  icon?: IconName;
  iconEnd?: IconName;
  label?: string;
  wide?: boolean;
  children?: ComponentChildren;
}

/** Props of {@link Button}: the look and everything a `<button>` takes. */
export type ButtonProps =
  & ButtonLook
  & NativeAttributes<HTMLButtonElement, keyof ButtonLook | "type">
  & { type?: "button" | "submit" | "reset"; class?: string };

/** The class names of a button's look. */
export function buttonClass(look: ButtonLook, extra?: string): string | undefined {
  return classNames(
    "button",
    look.variant ?? "secondary",
    look.size === "small" && "small",
    look.wide && "wide",
    look.icon && !look.children && "icon-only",
    extra,
  );
}

/** What stands inside a button: icon, text, icon. */
export function ButtonContent({ icon, iconEnd, children }: ButtonLook) {
  return (
    <>
      {icon && <Icon name={icon} size={14} />}
      {children}
      {iconEnd && <Icon name={iconEnd} size={14} />}
    </>
  );
}

/** A button. Its type is `button` unless said otherwise, so that none submits by accident. */
export function Button(props: ButtonProps) {
  const { variant, size, icon, iconEnd, label, wide, children, class: extra, ...rest } = props;
  const look = { variant, size, icon, iconEnd, label, wide, children };
  return (
    <button
      type="button"
      {...rest as object}
      class={buttonClass(look, extra)}
      aria-label={label}
      title={label && !children ? label : rest.title}
    >
      <ButtonContent {...look} />
    </button>
  );
}
