import { requireAction } from "../access/mod.ts";
import type { SourcePlugin } from "../contract/mod.ts";
import { sha256Hex, unseal } from "../crypto.ts";
import { AppError } from "../errors.ts";
import { log } from "../log.ts";
import {
  AlreadyConnected,
  asFormError,
  connectSource,
  createSourceContext,
  openConnectionSecret,
  pluginOf,
  type SyncEngine,
  timeOf,
  updateConnection,
} from "../sync/mod.ts";
import { PURPOSE } from "./begin.ts";
import {
  ConsentFailed,
  type ConsentForm,
  type ConsentPlace,
  refusalText,
} from "./consent_model.ts";
import { type ConsentRow, takeConsent } from "./consent_sql.ts";

/** How long the exchange may take. */
const EXCHANGE_MILLISECONDS = 30_000;
/** The longest text that is looked at; providers' codes are shorter. */
const LONGEST = 2_000;

/** What came back with the person. */
export interface ConsentAnswer {
  state: string | null;
  code: string | null;
  /** The word for a refusal, in place of a code. */
  error: string | null;
  /** Who is signed in where they came back. */
  userId: string;
}

/** What was connected. */
export interface Consented extends ConsentPlace {
  connectionId: string;
  /** Who the credentials belong to. */
  account: string;
  /** False when a connection got new credentials. */
  isNew: boolean;
}

/**
 * Ends what `beginConsent` began: trades the code, tries the credentials, stores them. The state is
 * used up whatever happens.
 *
 * @throws {ConsentFailed} with a sentence for the person, and where to begin again
 */
export async function finishConsent(
  engine: SyncEngine,
  answer: ConsentAnswer,
  at: Date = timeOf(engine),
): Promise<Consented> {
  const { row, hash } = await take(engine, answer);
  const { project_id: projectId, source, connection_id: connectionId } = row;
  const place = { projectId, source, connectionId };
  if (row.user_id !== answer.userId) {
    throw new ConsentFailed(
      "Somebody else began this, with another account here. Begin again yourself.",
      null,
      403,
    );
  }
  const plugin = pluginOf(engine, source);
  const { name } = plugin.manifest;
  const failed = (message: string, status = 400, cause?: unknown) =>
    new ConsentFailed(message, place, status, cause);
  if (row.expires_at <= at) {
    throw failed("It took more than ten minutes to come back. Begin again.");
  }
  if (answer.error) throw failed(refusalText(name, answer.error));
  if (!answer.code || answer.code.length > LONGEST) {
    throw failed(`${name} sent no code along. Begin again.`);
  }
  try {
    await requireAction(engine.sql, {
      projectId,
      userId: answer.userId,
      action: "manage_integrations",
    });
    const form = JSON.parse(await unseal(engine.secret, PURPOSE, row.form, hash)) as ConsentForm;
    const secret = await exchange(engine, plugin, form, answer.code);
    return await store(engine, place, form, secret, at);
  } catch (error) {
    if (error instanceof AppError) throw failed(error.message, error.status, error);
    log.error("A consent could not be finished", { error, source });
    throw failed(`${name} could not be connected. The server's log says why.`, 500, error);
  }
}

async function take(engine: SyncEngine, { state }: ConsentAnswer) {
  const hash = state && state.length <= 200 ? await sha256Hex(state) : null;
  const row: ConsentRow | null = hash === null ? null : await takeConsent(engine.sql, hash);
  if (hash === null || row === null || !engine.plugins.get(row.source)?.consent) {
    throw new ConsentFailed(
      "This way back was used already, or has expired. Begin again on the Integrations page.",
      null,
    );
  }
  return { row, hash };
}

async function exchange(
  engine: SyncEngine,
  plugin: SourcePlugin,
  { settings, secret, redirectUri }: ConsentForm,
  code: string,
): Promise<Record<string, unknown>> {
  const signal = AbortSignal.timeout(EXCHANGE_MILLISECONDS);
  const context = createSourceContext(engine, { plugin, settings, secret }, signal);
  try {
    const request = { code, redirectUri, secret };
    return await plugin.consent!.exchange(request as never, context as never) as never;
  } catch (error) {
    throw asFormError(plugin, error);
  }
}

async function store(
  engine: SyncEngine,
  place: ConsentPlace,
  { redirectUri: _, secret: __, ...form }: ConsentForm,
  secret: Record<string, unknown>,
  at: Date,
): Promise<Consented> {
  const { projectId, source } = place;
  if (place.connectionId === null) {
    try {
      const input = { ...form, secret, filterFrom: null, filterTo: null };
      const { connection, account } = await connectSource(engine, projectId, source, input, at);
      return { ...place, connectionId: connection.id, account: account.label, isNew: true };
    } catch (error) {
      // Whoever consents once more for the same account renews what there is.
      if (!(error instanceof AlreadyConnected)) throw error;
      return await renew(engine, { ...place, connectionId: error.connectionId }, form, secret, at);
    }
  }
  const { connectionId } = place;
  return await renew(engine, { ...place, connectionId }, form, secret, at);
}

/** Gives a connection new credentials; its channels and cursors stay. */
async function renew(
  engine: SyncEngine,
  place: ConsentPlace & { connectionId: string },
  { settings }: Pick<ConsentForm, "settings">,
  secret: Record<string, unknown>,
  at: Date,
): Promise<Consented> {
  const { projectId, source, connectionId } = place;
  // What the provider did not give, such as a token for the socket, was entered before and stays.
  const stored = await openConnectionSecret(engine, projectId, connectionId, source);
  const patch = { settings, secret: { ...stored, ...secret } };
  const account = await updateConnection(engine, projectId, connectionId, patch, at);
  return { ...place, account: account!.label, isNew: false };
}
