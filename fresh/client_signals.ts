/** Loaded only when a prop of the page holds a signal. */
export { signal } from "@preact/signals";
