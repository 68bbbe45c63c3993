import {
  AppError,
  CredentialError,
  ProviderError,
  type ProviderRequest,
  type SourceContext,
} from "#plugin-kit";
import { read } from "./answers.ts";

/** The version all calls are made with; without it the app's default applies, which can change. */
export const VERSION = "2.16";

/** Where Intercom keeps workspaces. A token is known in one region only. */
const REGIONS = {
  US: { api: "https://api.intercom.io", app: "https://app.intercom.com" },
  EU: { api: "https://api.eu.intercom.io", app: "https://app.eu.intercom.com" },
  AU: { api: "https://api.au.intercom.io", app: "https://app.au.intercom.com" },
};
export type Region = keyof typeof REGIONS;

export const HOSTS: string[] = Object.values(REGIONS).map(({ api }) => new URL(api).host);

/** What the person who connects enters, and what they may choose. */
export type Secret = { accessToken: string };
export type Settings = { includeUnanswered: boolean };
export type Context = SourceContext<Settings, Secret>;

/** The workspace a token belongs to, and the way to call it. */
export interface Workspace {
  id: string;
  name: string;
  region: Region;
  /** Its inbox in the browser, without slash at the end. */
  inboxUrl: string;
  /** Calls its API. @throws {ProviderError} */
  call(path: string, request?: ProviderRequest): Promise<unknown>;
}

/**
 * Finds the region that knows the token, the remembered one first.
 *
 * @throws {CredentialError} when none does; what a region that is down said, when it might be that one
 */
export async function findWorkspace(context: Context, remembered?: Region): Promise<Workspace> {
  const regions = Object.keys(REGIONS) as Region[];
  let down: unknown;
  for (const region of [...new Set([remembered ?? "US", ...regions])]) {
    try {
      const call = caller(context, region);
      // https://developers.intercom.com/docs/references/rest-api/api.intercom.io/admins/identifyadmin
      const me = read.me(await call("/me"));
      const id = me.app?.id_code || "_";
      const name = me.app?.name || me.name || "Intercom workspace";
      return { id, name, region, call, inboxUrl: `${REGIONS[region].app}/a/inbox/${id}/inbox` };
    } catch (error) {
      if (error instanceof ProviderError && error.status === 401) continue;
      if (error instanceof ProviderError && error.status === 403) {
        const reason = reasonOf(error) ?? "it names no reason";
        throw new CredentialError(
          `Intercom knows the access token, but refuses it: ${reason}. Ask an admin of the workspace.`,
          "accessToken",
        );
      }
      if (!isDown(error)) throw error;
      down ??= error;
    }
  }
  if (down) throw down;
  throw new CredentialError(
    "Intercom does not know this access token, neither in the US nor in Europe or Australia. " +
      "Copy it again from the Developer Hub, under Configure, Authentication.",
    "accessToken",
  );
}

/** Whether a call failed for what may be over in a while, or for an answer that is no JSON. */
export function isDown(error: unknown): boolean {
  if (error instanceof ProviderError) return error.status >= 500 || error.status < 300;
  return error instanceof AppError && error.code === "network_failed";
}

/** The code of Intercom's first error in an answer; undefined when it is not Intercom's. */
export function codeOf(error: ProviderError): string | undefined {
  return firstError(error)?.code;
}

/** Intercom's own words, without a full stop. */
export function reasonOf(error: ProviderError): string | undefined {
  return firstError(error)?.message?.trim().replace(/\.$/, "") || undefined;
}

function firstError(error: ProviderError): { code?: string; message?: string } | undefined {
  try {
    const body = JSON.parse(error.body);
    return body?.type === "error.list" ? body.errors?.[0] : undefined;
  } catch {
    return undefined;
  }
}

function caller({ json, secret }: Context, region: Region): Workspace["call"] {
  return (path, request) =>
    json(REGIONS[region].api + path, {
      ...request,
      bearer: secret.accessToken,
      headers: { "Intercom-Version": VERSION },
    });
}
