import { z } from "zod";
import { notFound } from "../../core/errors.ts";
import {
  disconnectSource,
  selectConnection,
  selectConnections,
  updateConnection,
} from "../../core/sync/mod.ts";
import { connection, connectionList, connectionUpdate } from "./connection_schemas.ts";
import { paging } from "./fields.ts";
import { type Call, operation } from "./operation.ts";
import { pageOfAll } from "./page_of_all.ts";

const tag = "Connections";

/** The connection of an address. */
export const ofConnection = {
  connection_id: { description: "The connection's id.", noun: "Connection" },
};

const list = operation({
  id: "listConnections",
  method: "get",
  path: "/connections",
  tag,
  summary: "List connections",
  scope: "read",
  query: z.strictObject(paging),
  responses: { 200: { description: "A page of connections.", schema: connectionList } },
  handler: async ({ sql, projectId, query }) => {
    const connections = await selectConnections(sql, projectId);
    return { status: 200, body: pageOfAll(connections, query) };
  },
});

const current = async ({ db, projectId, params }: Call) => {
  const found = await selectConnection(db, projectId, params.connection_id!);
  if (!found) throw notFound("Connection");
  return found;
};

const read = operation({
  id: "getConnection",
  method: "get",
  path: "/connections/{connection_id}",
  tag,
  summary: "Read a connection",
  scope: "read",
  params: ofConnection,
  responses: { 200: { description: "The connection.", schema: connection } },
  isVersioned: true,
  handler: async (call) => ({ status: 200, body: await current(call) }),
});

const update = operation({
  id: "updateConnection",
  method: "patch",
  path: "/connections/{connection_id}",
  tag,
  summary: "Change a connection's name, schedule or filter",
  description: "Settings and credentials are changed in the dashboard, which asks the provider.",
  scope: "full",
  params: ofConnection,
  body: connectionUpdate,
  responses: { 200: { description: "The connection as it is now.", schema: connection } },
  example: { frequency: "6h" },
  isVersioned: true,
  handler: async (call) => {
    const { services, projectId, params, body } = call;
    await updateConnection(services.sync, projectId, params.connection_id!, {
      name: body.name,
      frequency: body.frequency,
      filterFrom: body.filter_from,
      filterTo: body.filter_to,
    });
    return { status: 200, body: await current(call) };
  },
});

const remove = operation({
  id: "deleteConnection",
  method: "delete",
  path: "/connections/{connection_id}",
  tag,
  summary: "Disconnect a source",
  description: "Its credentials, cursors and runs are forgotten.",
  scope: "full",
  params: ofConnection,
  query: z.strictObject({
    sessions: z.enum(["keep", "delete"]).default("keep")
      .describe("What becomes of the sessions that came from it."),
  }),
  responses: { 204: { description: "It is disconnected." } },
  handler: async ({ services, projectId, params, query }) => {
    await disconnectSource(services.sync, projectId, params.connection_id!, query.sessions);
    return { status: 204 };
  },
});

/** What can be done with connections. */
export const connectionOperations = [list, read, update, remove];
