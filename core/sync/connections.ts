import { z } from "zod";
import {
  type Account,
  type Connection,
  CredentialError,
  ProviderError,
  type SourcePlugin,
  type SyncFrequency,
} from "../contract/mod.ts";
import { transaction, type Tx } from "../db/mod.ts";
import { AppError, type ErrorDetail, invalidFields, messageOf, notFound } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import { resumeDeliveries } from "../exchange/store.ts";
import { newId } from "../id.ts";
import { enqueue } from "../jobs/mod.ts";
import { NetworkError } from "../net/mod.ts";
import { cleanText } from "../text.ts";
import {
  deleteConnectionRow,
  deleteImported,
  insertConnection,
  selectConnectionRow,
  updateConnectionRow,
} from "./connections_sql.ts";
import { openSecret, sealSecret } from "./credentials.ts";
import { type SyncEngine, timeOf } from "./engine.ts";
import { formFields } from "./form.ts";
import { nextRun } from "./frequency.ts";
import { assertNewAccount, assertSameAccount } from "./same_account.ts";
import { createSourceContext } from "./source_context.ts";
import { repairSync } from "./start.ts";

/** How long Connect and Test wait for a provider. */
const TEST_MILLISECONDS = 30_000;

/** What a person enters to connect a source. */
export interface ConnectionInput {
  name?: string;
  settings: unknown;
  secret: unknown;
  frequency: SyncFrequency;
  filterFrom: Date | null;
  filterTo: Date | null;
}

/**
 * Connects a source: checks the form, then the credentials with the provider, and stores them
 * encrypted.
 *
 * @throws {AppError} 400 naming the field at fault, 404 for an unknown source, 502 when the provider
 * cannot be asked, {@link AlreadyConnected} for sources with channels
 */
export async function connectSource(
  engine: SyncEngine,
  projectId: string,
  source: string,
  input: ConnectionInput,
  at: Date = timeOf(engine),
): Promise<{ connection: Connection; account: Account }> {
  const plugin = pluginOf(engine, source);
  const { settings, secret } = checkForm(plugin, input);
  const account = await tryCredentials(engine, plugin, settings, secret);
  await assertNewAccount(engine.sql, projectId, plugin, account);
  const id = newId("conn", at);
  const row = {
    id,
    source,
    name: cleanText(input.name ?? "").trim().slice(0, 100) || plugin.manifest.name,
    settings,
    secret: await sealSecret(engine.secret, projectId, id, secret),
    accountId: account.id,
    accountLabel: account.label,
    takesReplies: plugin.replies !== undefined,
    frequency: input.frequency,
    filterFrom: input.filterFrom,
    filterTo: input.filterTo,
    nextRunAt: nextRun(input.frequency, at),
  };
  await transaction(engine.sql, async (tx) => {
    await insertConnection(tx, projectId, row, at);
    await tellOfConnection(tx, projectId, id, plugin, at);
  });
  return { connection: (await selectConnectionRow(engine.sql, projectId, id))!, account };
}

/** What may be changed about a connection; absent fields stay, and so does an absent secret. */
export type ConnectionPatch = Partial<ConnectionInput>;

/**
 * Changes a connection. The cursors stay: only "start from scratch" forgets them. New settings or
 * credentials are tried first, and when they do, the connection needs no attention any more.
 *
 * @returns who the new settings or credentials belong to; null when neither was given
 * @throws {AppError} as {@link connectSource}
 */
export async function updateConnection(
  engine: SyncEngine,
  projectId: string,
  connectionId: string,
  patch: ConnectionPatch,
  at: Date = timeOf(engine),
): Promise<Account | null> {
  const known = await selectConnectionRow(engine.sql, projectId, connectionId);
  if (!known) throw notFound("Connection");
  let account: Account | null = null;
  const columns: Record<string, unknown> = { updated_at: at };
  if (patch.name !== undefined) {
    columns.name = cleanText(patch.name).trim().slice(0, 100) || known.name;
  }
  if (patch.filterFrom !== undefined) columns.filter_from = patch.filterFrom;
  if (patch.filterTo !== undefined) columns.filter_to = patch.filterTo;
  if (patch.frequency !== undefined) columns.frequency = patch.frequency;
  const frequency = patch.frequency ?? known.frequency;
  let plugin: SourcePlugin | undefined;
  if (patch.settings !== undefined || patch.secret !== undefined) {
    plugin = pluginOf(engine, known.source);
    const { settings, secret } = checkForm(plugin, {
      settings: patch.settings ?? known.settings,
      secret: patch.secret ?? await openSecret(engine.secret, known),
    });
    account = await tryCredentials(engine, plugin, settings, secret);
    assertSameAccount(plugin, known, account);
    Object.assign(columns, {
      settings: engine.sql.json(settings as never),
      secret: await sealSecret(engine.secret, projectId, connectionId, secret),
      account_id: account.id,
      account_label: account.label,
      takes_replies: plugin.replies !== undefined,
      status: "active",
      status_message: null,
      next_run_at: nextRun(frequency, at),
    });
  } else if (patch.frequency !== undefined && known.status === "active") {
    columns.next_run_at = nextRun(frequency, at);
  }
  await transaction(engine.sql, async (tx) => {
    await updateConnectionRow(tx, projectId, connectionId, columns);
    await tellOfConnection(tx, projectId, connectionId, plugin, at);
  });
  // What was said while nothing was taken.
  if (plugin?.receive && plugin.sync && known.status === "needs_attention") {
    await repairSync(engine.sql, projectId, connectionId, at);
  }
  return account;
}

/**
 * Has pages show the change; with new credentials also what waited for them handled and sent, and the
 * channels read again, which may be others now.
 */
async function tellOfConnection(
  tx: Tx,
  projectId: string,
  connectionId: string,
  plugin: SourcePlugin | undefined,
  at: Date,
): Promise<void> {
  const data = { connection_id: connectionId };
  await appendEvents(tx, projectId, [{ type: "connection.updated", sessionId: null, data }], at);
  const kinds = [
    ...(plugin?.replies ? ["source.resume"] : []),
    ...(plugin?.channels ? ["source.channels"] : []),
  ];
  if (plugin?.receive) await resumeDeliveries(tx, projectId, connectionId);
  for (const kind of kinds) {
    await enqueue(tx, projectId, { kind, payload: data, dedupeKey: connectionId });
  }
}

/**
 * Asks the provider who a stored connection belongs to.
 *
 * @throws {AppError} as {@link connectSource}
 */
export async function testConnection(
  engine: SyncEngine,
  projectId: string,
  connectionId: string,
): Promise<Account> {
  const known = await selectConnectionRow(engine.sql, projectId, connectionId);
  if (!known) throw notFound("Connection");
  const secret = await openSecret(engine.secret, known);
  return await tryCredentials(engine, pluginOf(engine, known.source), known.settings, secret);
}

/**
 * Disconnects: forgets credentials, cursors and runs. The imported sessions stay, or go as well.
 *
 * @throws {AppError} 404
 */
export async function disconnectSource(
  engine: SyncEngine,
  projectId: string,
  connectionId: string,
  sessions: "keep" | "delete",
): Promise<void> {
  const known = await selectConnectionRow(engine.sql, projectId, connectionId);
  if (!known) throw notFound("Connection");
  // The connection goes first, so that no run can add what is being removed.
  await transaction(engine.sql, (tx) => deleteConnectionRow(tx, projectId, connectionId));
  if (sessions === "keep") return;
  while (await deleteImported(engine.sql, projectId, known.source, connectionId, 500) > 0);
}

/** @throws {AppError} 404 when there is no such plugin, or it has nothing to connect */
export function pluginOf(engine: SyncEngine, source: string): SourcePlugin {
  const plugin = engine.plugins.get(source);
  if (!plugin?.sync || !plugin.validateCredentials) throw notFound("Source");
  return plugin;
}

/**
 * Checks settings and secret by the plugin's own schemas.
 *
 * @throws {AppError} 400 naming every field at fault
 */
export function checkForm(plugin: SourcePlugin, input: { settings: unknown; secret: unknown }) {
  const settings = checkPart(plugin, "settings", input.settings);
  const secret = checkPart(plugin, "secret", input.secret);
  const faults = [...settings.faults, ...secret.faults];
  if (faults.length > 0) throw invalidFields(faults);
  return { settings: settings.values, secret: secret.values };
}

/** Checks settings or secret by the plugin's own schema: what it makes of them, and what is wrong. */
export function checkPart(plugin: SourcePlugin, part: "settings" | "secret", input: unknown) {
  const result = (plugin[part] ?? z.object({})).safeParse(input ?? {});
  if (result.success) return { values: result.data as Record<string, unknown>, faults: [] };
  const faults = result.error.issues.map(({ path, message, code }): ErrorDetail => ({
    field: `${part}.${path.join(".")}`,
    message,
    code,
  }));
  return { values: {}, faults };
}

async function tryCredentials(
  engine: SyncEngine,
  plugin: SourcePlugin,
  settings: unknown,
  secret: unknown,
): Promise<Account> {
  const signal = AbortSignal.timeout(TEST_MILLISECONDS);
  const context = createSourceContext(engine, { plugin, settings, secret }, signal);
  try {
    return await plugin.validateCredentials!(context as never);
  } catch (error) {
    throw asFormError(plugin, error);
  }
}

/** What went wrong with the credentials, as an error that a form can show at its field. */
export function asFormError(plugin: SourcePlugin, error: unknown): AppError {
  const { name } = plugin.manifest;
  if (error instanceof AppError && !(error instanceof NetworkError)) return error;
  if (error instanceof CredentialError) {
    const field = formFieldOf(plugin, error.field);
    return invalidFields([{ field, message: error.message, code: "credentials" }]);
  }
  if (error instanceof ProviderError && (error.status === 401 || error.status === 403)) {
    const message = error.status === 401
      ? `${name} does not accept these credentials.`
      : `${name} accepts the credentials, but they lack a permission.`;
    return invalidFields([{ message, code: "credentials" }]);
  }
  return new AppError(`${name} could not be asked: ${messageOf(error)}. Try again in a moment.`, {
    code: "provider_unavailable",
    status: 502,
    cause: error,
  });
}

/** A field as the form names it: plugins may leave out whether it is a setting or a secret. */
function formFieldOf(plugin: SourcePlugin, field: string | undefined): string | undefined {
  if (field === undefined || field.includes(".")) return field;
  const isSetting = formFields(plugin.settings, false).some(({ name }) => name === field);
  return `${isSetting ? "settings" : "secret"}.${field}`;
}
