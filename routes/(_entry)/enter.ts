import type { Context } from "fresh";
import { AppError } from "../../core/errors.ts";
import type { State } from "../../server/state.ts";
import { done } from "../(_common)/notice.ts";
import { entryHeaders } from "./entry_headers.ts";

/**
 * Signs in whoever has just chosen a password, and leads them on.
 *
 * @param path where to, on this site
 * @returns the way to the log-in instead when too many sign-ins were tried from the same network
 */
export async function enter(
  ctx: Context<State>,
  credentials: { email: string; password: string },
  path: string,
  notice?: string,
): Promise<Response> {
  const { services, clientAddress: ip } = ctx.state;
  const userAgent = ctx.req.headers.get("user-agent");
  try {
    const { cookies } = await services.accounts.signIn({ ...credentials, ip, userAgent });
    return withCookies(done(ctx, path, notice), cookies);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const login = `/login?next=${encodeURIComponent(path)}`;
    return withCookies(done(ctx, login, "Your account is ready. Sign in with it."), []);
  }
}

/** An answer that also sets cookies, and that nothing keeps. */
export function withCookies(answer: Response, cookies: string[]): Response {
  for (const cookie of cookies) answer.headers.append("set-cookie", cookie);
  for (const [name, value] of Object.entries(entryHeaders)) answer.headers.set(name, value);
  return answer;
}
