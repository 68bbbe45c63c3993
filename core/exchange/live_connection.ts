import type { LiveConnection, ProviderTeammate, SourcePlugin } from "../contract/mod.ts";
import { transaction } from "../db/mod.ts";
import { conflict } from "../errors.ts";
import {
  deleteSourceMessage,
  getMessage,
  getSession,
  handBack,
  ingest,
  messageByExternalId,
  takeOverAs,
} from "../sessions/mod.ts";
import type { ConnectionRow } from "../sync/connections_sql.ts";
import { conversationFault } from "../sync/conversation_check.ts";
import { timeOf } from "../sync/engine.ts";
import { createSourceContext } from "../sync/source_context.ts";
import { repairSync } from "../sync/start.ts";
import { needsAttention } from "./attention.ts";
import { createChannels } from "./channels.ts";
import type { Exchange } from "./exchange.ts";
import { forwardMessage } from "./forward.ts";
import { selectMemberId, selectSessionId } from "./live_connection_sql.ts";
import { createRecords } from "./records.ts";

/**
 * A connection as its plugin works with it; see `LiveConnection`.
 *
 * @param row as it was read; news of it need a new one
 */
export function createLiveConnection(
  { engine, publicUrl }: Exchange,
  plugin: SourcePlugin,
  row: ConnectionRow,
  secret: unknown,
  signal: AbortSignal,
): LiveConnection {
  const { sql } = engine;
  const { project_id: projectId, id: connectionId, source, settings } = row;
  const scope = { projectId, source, connectionId };
  const subject = { plugin, settings, secret, connection: { projectId, id: connectionId } };
  const clock = () => timeOf(engine);
  const sessionId = (externalId: string) =>
    selectSessionId(sql, projectId, { source, connectionId, externalId });
  const known = async ({ externalId, name, email }: ProviderTeammate) => ({
    externalId,
    name,
    accountId: email ? await selectMemberId(sql, projectId, email) : null,
  });
  return {
    ...createSourceContext(engine, subject, signal),
    projectId,
    connectionId,
    accountId: row.account_id,
    async ingest(conversations) {
      const fault = conversations.map(conversationFault).find((one) => one !== null);
      if (fault) throw conflict(`The source gave something unusable. ${fault}.`);
      return await ingest(sql, scope, conversations, clock());
    },
    async session(externalId) {
      const id = await sessionId(externalId);
      return id === null ? null : await getSession(sql, projectId, id);
    },
    async message(externalId, message) {
      const id = await sessionId(externalId);
      if (id === null) return null;
      const found = "id" in message
        ? await getMessage(sql, projectId, id, message.id)
        : await messageByExternalId(sql, projectId, id, message.externalId);
      return found && { id: found.id, externalId: found.external_id, content: found.content };
    },
    async deleteMessage(externalId, messageExternalId) {
      await transaction(
        sql,
        (tx) => deleteSourceMessage(tx, scope, externalId, messageExternalId, clock()),
      );
    },
    async takeOver(externalId, teammate, via) {
      const id = await sessionId(externalId);
      if (id === null) return;
      const owner = await known(teammate);
      await transaction(sql, (tx) => takeOverAs(tx, projectId, id, owner, via, clock()));
    },
    async handBack(externalId, via) {
      const id = await sessionId(externalId);
      if (id !== null) await handBack(sql, projectId, id, via, clock());
    },
    async forward(externalId, teammate, message) {
      const owner = await known(teammate);
      return await transaction(
        sql,
        (tx) => forwardMessage(tx, scope, externalId, owner, message, clock()),
      );
    },
    sessionUrl: (id) =>
      publicUrl === null
        ? null
        : `${publicUrl.replace(/\/$/, "")}/projects/${projectId}/sessions/${id}`,
    records: createRecords(sql, projectId, connectionId, clock),
    channels: createChannels(sql, projectId, connectionId, clock),
    needsAttention: (message) => needsAttention(sql, row, message, clock()),
    async repair() {
      if (plugin.sync) await repairSync(sql, projectId, connectionId, clock());
    },
  };
}
