import type { Theme } from "../../components/theme_switch.tsx";
import { cookieOf } from "./cookies.ts";

/** The cookie that keeps the reader's choice. */
export const THEME_COOKIE = "hissuno_theme";

/** The theme a request asks for; `system` when none was chosen. */
export function themeOf(request: Request): Theme {
  const value = cookieOf(request, THEME_COOKIE);
  return value === "light" || value === "dark" ? value : "system";
}
