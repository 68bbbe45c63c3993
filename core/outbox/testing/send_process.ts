/**
 * A replica that answers and sends, in a process of its own, for a test to kill. Arguments: the
 * database's address, the provider's, and the model's.
 */
import { createAgent } from "../../agent/mod.ts";
import { connect } from "../../db/mod.ts";
import { EventHub } from "../../events/mod.ts";
import { createWorker } from "../../jobs/mod.ts";
import { configureLog } from "../../log.ts";
import { testEngine } from "../../sync/testing/engine.ts";
import { parley } from "./parley.ts";
import { outboxOf } from "./world.ts";

const [databaseUrl, providerUrl, modelUrl] = Deno.args;
configureLog({ level: "silent" });
const sql = connect(databaseUrl!, { max: 3 });
const { handlers, outlet } = outboxOf(testEngine(sql, [[parley, providerUrl!]]));
const model = { apiKey: "sk-test", baseUrl: modelUrl!, model: "fake-model" };
const agent = createAgent({ sql, hub: new EventHub(sql), model, outlet });
createWorker({
  sql,
  handlers: { ...agent.handlers, ...handlers },
  pollMilliseconds: 25,
  leaseSeconds: 0.6,
}).start();
