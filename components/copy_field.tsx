import { Button } from "./button.tsx";

/** Props of {@link CopyField}. */
export interface CopyFieldProps {
  /** What is copied, exactly. */
  text: string;
  label?: string;
  id?: string;
}

/**
 * Text to take away: a key, a snippet. Everything can be selected with one click-and-key; the
 * button is shown once the page's script has given it something to do (`data-copy`).
 */
export function CopyField({ text, label, id }: CopyFieldProps) {
  return (
    <div class="copy">
      {label && <div class="copy-label">{label}</div>}
      <div class="copy-box">
        <pre
          tabIndex={0}
          id={id}
          aria-label={label ?? "Text to copy"}
          role="region"
        ><code>{text}</code></pre>
        <Button hidden data-copy={text} variant="quiet" size="small" icon="copy" label="Copy" />
      </div>
    </div>
  );
}
