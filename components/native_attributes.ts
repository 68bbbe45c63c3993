import type { AllHTMLAttributes } from "preact";

/**
 * The HTML attributes a component hands on to the element it renders, without those it sets itself.
 * `role` is left out: the components choose elements that have the right one.
 */
export type NativeAttributes<Element extends HTMLElement, Own extends PropertyKey> = Omit<
  AllHTMLAttributes<Element>,
  Own | "role" | "children" | "icon" | "size" | "label" | "class" | "className" | "style"
>;
