import type { ComponentChildren } from "preact";
import { Button } from "./button.tsx";

/** What the reader chose; `system` follows the device. */
export type Theme = "system" | "light" | "dark";

const choices: { theme: Theme; label: string }[] = [
  { theme: "system", label: "Automatic" },
  { theme: "light", label: "Light" },
  { theme: "dark", label: "Dark" },
];

/** Posts `theme` to `action`; the page then sets `data-theme` on <html> (nothing for `system`). */
export function ThemeSwitch({ theme, action, children }: {
  theme: Theme;
  action: string;
  /** Hidden inputs of the form. */
  children?: ComponentChildren;
}) {
  return (
    <form method="post" action={action}>
      {children}
      <div class="segmented" role="group" aria-label="Theme">
        {choices.map((choice) => (
          <Button
            key={choice.theme}
            type="submit"
            variant="quiet"
            size="small"
            icon={choice.theme}
            name="theme"
            value={choice.theme}
            aria-pressed={choice.theme === theme ? "true" : "false"}
          >
            {choice.theme === "system" ? "Auto" : choice.label}
          </Button>
        ))}
      </div>
    </form>
  );
}
