import type { SourcePlugin } from "../contract/mod.ts";
import { seal, sha256Hex } from "../crypto.ts";
import { type ErrorDetail, invalidFields, notFound } from "../errors.ts";
import { randomToken } from "../id.ts";
import {
  asFormError,
  checkPart,
  openConnectionSecret,
  pluginOf,
  type SyncEngine,
  timeOf,
} from "../sync/mod.ts";
import { insertConsent } from "./consent_sql.ts";
import { atBase, type ConsentForm, type ConsentPlace } from "./consent_model.ts";

/** What the entered fields are encrypted for. */
export const PURPOSE = "consent form";
/** How long a person may take at the provider. */
const MINUTES = 10;

/** What somebody entered before going to the provider. */
export interface ConsentRequest extends ConsentPlace {
  /** Who goes there: only they can come back with it. */
  userId: string;
  input: Omit<ConsentForm, "redirectUri">;
  redirectUri: string;
}

/**
 * Begins to connect by consent.
 *
 * @returns where the person is to be sent
 * @throws {AppError} 400 naming the field at fault, 404 for a source without consent or an unknown
 * connection
 */
export async function beginConsent(
  engine: SyncEngine,
  request: ConsentRequest,
  at: Date = timeOf(engine),
): Promise<URL> {
  const { projectId, source, connectionId, userId, redirectUri, input } = request;
  const plugin = pluginOf(engine, source);
  if (!plugin.consent) throw notFound("Consent");
  const stored = connectionId === null
    ? {}
    : await openConnectionSecret(engine, projectId, connectionId, source);
  const given = { settings: checkSettings(plugin, input.settings), secret: {} };
  given.secret = checkGiven(plugin, plugin.consent.fields, input.secret, stored);
  const state = randomToken(32);
  let address: URL;
  try {
    address = plugin.consent.address(given as never, { state, redirectUri });
  } catch (error) {
    throw asFormError(plugin, error);
  }
  const hash = await sha256Hex(state);
  const form: ConsentForm = { ...input, ...given, redirectUri };
  await insertConsent(engine.sql, {
    state_hash: hash,
    project_id: projectId,
    user_id: userId,
    source,
    connection_id: connectionId,
    form: await seal(engine.secret, PURPOSE, JSON.stringify(form), hash),
    expires_at: new Date(at.getTime() + MINUTES * 60_000),
  });
  return atBase(address, engine.baseUrls[source]);
}

function checkSettings(plugin: SourcePlugin, entered: unknown) {
  const { values, faults } = checkPart(plugin, "settings", entered);
  if (faults.length > 0) throw invalidFields(faults);
  return values;
}

/**
 * The entered fields of the secret, with stored ones in the place of those left empty. The others
 * are not there yet, so that only what the schema says of these counts.
 */
function checkGiven(
  plugin: SourcePlugin,
  fields: readonly string[],
  entered: Record<string, unknown>,
  stored: Record<string, unknown>,
): Record<string, unknown> {
  const given = Object.fromEntries(
    fields.map((name) => [name, entered[name] ?? stored[name]] as const)
      .filter(([, value]) => value !== undefined && value !== ""),
  );
  const missing = fields.filter((name) => !(name in given)).map((name): ErrorDetail => ({
    field: `secret.${name}`,
    message: "Enter it: it is needed to connect.",
    code: "required",
  }));
  const faults = checkPart(plugin, "secret", given).faults.filter(({ field }) =>
    Object.keys(given).some((name) => field === `secret.${name}`)
  );
  if (missing.length + faults.length > 0) throw invalidFields([...missing, ...faults]);
  return given;
}
