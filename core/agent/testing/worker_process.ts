/**
 * A worker in a process of its own, for a test to kill. Arguments: the database's address and the
 * model's.
 */
import { connect } from "../../db/mod.ts";
import { EventHub } from "../../events/mod.ts";
import { createWorker } from "../../jobs/mod.ts";
import { createAgent } from "../agent.ts";

const [databaseUrl, baseUrl] = Deno.args;
const sql = connect(databaseUrl!);
const agent = createAgent({
  ...{ sql, hub: new EventHub(sql) },
  model: { apiKey: "sk-test", baseUrl: baseUrl!, model: "fake-model" },
});
createWorker({ sql, handlers: agent.handlers, pollMilliseconds: 50, leaseSeconds: 1 }).start();
