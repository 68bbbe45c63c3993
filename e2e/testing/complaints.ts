import type { Page } from "playwright-core";

/** Collects what the browser complains about on a page: script errors, refused styles and scripts. */
export function complaintsOf(page: Page): string[] {
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    // The status of a page that is meant to fail is no fault of the page.
    const isStatus = text.startsWith("Failed to load resource");
    if (["error", "warning"].includes(message.type()) && !isStatus) complaints.push(text);
  });
  return complaints;
}
