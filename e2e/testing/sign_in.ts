import type { BrowserContext } from "playwright-core";
import type { TestApp } from "./app.ts";

/** Signs the project's owner in without the log-in page. */
export async function signIn(app: TestApp, context: BrowserContext): Promise<void> {
  const { cookies } = await app.services.accounts.signIn({ ...app.owner, ip: "127.0.0.1" });
  await context.addCookies(cookies.map((line) => {
    const [pair = ""] = line.split(";");
    const separator = pair.indexOf("=");
    return {
      name: pair.slice(0, separator),
      value: pair.slice(separator + 1),
      url: app.url,
    };
  }));
}
