import { classNames } from "./class_names.ts";
import { hueClass } from "./hue.ts";
import { Icon } from "./icon.tsx";
import { firstCharacter } from "./truncate.ts";

/**
 * One or two letters for a person: of the first and last word of the name, else of the e-mail
 * address. Empty when nothing is known.
 */
export function initials(name: string | null | undefined, email?: string | null): string {
  const words = (name ?? "").trim().slice(0, 200).split(/\s+/).filter((word) =>
    /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word)
  );
  if (words.length === 0) return firstCharacter((email ?? "").trim());
  const first = firstCharacter(words[0]!.replace(/^[^\p{L}\p{N}\p{Extended_Pictographic}]+/u, ""));
  // One ideograph or emoji is as wide as two letters.
  if (
    words.length === 1 || /[\p{Extended_Pictographic}\p{Script=Han}\p{Script=Hangul}]/u.test(first)
  ) {
    return first;
  }
  return first + firstCharacter(words.at(-1)!.replace(/^[^\p{L}\p{N}]+/u, ""));
}

/** Props of {@link Avatar}. */
export interface AvatarProps {
  name?: string | null;
  email?: string | null;
  size?: "small" | "medium" | "large";
  /** `agent` is the AI agent, which has a sign instead of letters. */
  kind?: "person" | "agent";
}

/** A round sign for a person, in a colour that stays theirs. Always beside the name: decoration. */
export function Avatar({ name, email, size = "medium", kind = "person" }: AvatarProps) {
  const letters = kind === "agent" ? "" : initials(name, email);
  return (
    <span
      class={classNames(
        "avatar",
        size !== "medium" && size,
        kind === "agent" ? "agent" : letters ? hueClass(email || name || "") : "unknown",
      )}
      aria-hidden="true"
    >
      {letters || (
        <Icon name={kind === "agent" ? "agent" : "person"} size={size === "small" ? 12 : 14} />
      )}
    </span>
  );
}
