import type { BrowserContext } from "playwright-core";
import type { TestApp } from "./app.ts";

/** Signs somebody in without the log-in page; the project's owner unless told otherwise. */
export async function signIn(
  app: TestApp,
  context: BrowserContext,
  { email, password }: { email: string; password: string } = app.owner,
): Promise<void> {
  const { cookies } = await app.services.accounts.signIn({ email, password, ip: "127.0.0.1" });
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
