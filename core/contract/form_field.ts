/** A field of a form made from a plugin's `settings` or `secret`. */
export interface FormField {
  name: string;
  label: string;
  /** Below the field; addresses in it become links. */
  help?: string;
  kind: "text" | "password" | "url" | "email" | "number" | "checkbox" | "select";
  required: boolean;
  options?: { value: string; label: string }[];
  placeholder?: string;
  /** What holds when nothing is entered. */
  standard?: string;
}
