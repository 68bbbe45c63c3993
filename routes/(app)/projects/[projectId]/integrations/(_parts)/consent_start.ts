import { beginConsent } from "../../../../../../core/consent/mod.ts";
import type {
  Connection,
  SetupAddresses,
  SourcePlugin,
} from "../../../../../../core/contract/mod.ts";
import { policyForForms } from "../../../../../../server/security_headers.ts";
import type { Services } from "../../../../../../server/services.ts";
import type { State } from "../../../../../../server/state.ts";
import { publicAddress } from "../../../../../(_common)/address.ts";
import type { Form } from "../../../../../(_common)/form.ts";
import { consentFields, readConnection } from "./connection_form.ts";

/** Where providers send people back to; outside any project, so that one address serves all. */
const CALLBACK = "/integrations/callback";

/** Our addresses as a provider needs them. */
export function addressesFor(request: Request, state: State, source: string): SetupAddresses {
  const origin = publicAddress(request, state);
  const { protocol, hostname } = new URL(origin);
  const isLocal = /^(localhost|.*\.localhost|127\..*|\[::1\]|10\..*|192\.168\..*)$/.test(hostname);
  return {
    events: `${origin}/plugins/${source}/events`,
    redirect: `${origin}${CALLBACK}`,
    isPublic: protocol === "https:" && !isLocal,
  };
}

/**
 * Sends somebody to the provider, to agree there.
 *
 * @param connection that gets new credentials and keeps its settings; null for a new one
 * @throws {AppError} as `beginConsent`, and 400 for required fields that are empty
 */
export async function sendToProvider(
  { req, state }: { req: Request; state: State },
  plugin: SourcePlugin,
  form: Form,
  connection: Connection | null,
): Promise<Response> {
  const { services, project, user } = state;
  const { id: source } = plugin.manifest;
  const { secret: fields, settings: settingsFields } = consentFields(plugin);
  const asked = { settings: connection ? [] : settingsFields, secret: fields };
  const entered = readConnection(form, asked, connection !== null);
  const address = await beginConsent(services.sync, {
    projectId: project!.id,
    userId: user!.id,
    source,
    connectionId: connection?.id ?? null,
    redirectUri: addressesFor(req, state, source).redirect,
    input: {
      name: entered.name,
      settings: connection?.settings ?? entered.settings,
      frequency: entered.frequency,
      secret: entered.secret as Record<string, unknown>,
    },
  });
  return new Response(null, { status: 303, headers: { location: address.href } });
}

/** Headers of a page whose form leads to the provider, which the usual policy would refuse. */
export function consentHeaders({ sync }: Services, plugin: SourcePlugin): HeadersInit {
  if (!plugin.consent) return {};
  const { id, hosts } = plugin.manifest;
  const base = sync.baseUrls[id];
  // Providers pass people on to an address of their own account, such as acme.slack.com.
  const origins = hosts.map((host) => host.replace(/^\*\./, ""))
    .flatMap((host) => [`https://${host}`, `https://*.${host}`]);
  return {
    "Content-Security-Policy": policyForForms([
      ...new Set(base === undefined ? origins : [new URL(base).origin]),
    ]),
  };
}
