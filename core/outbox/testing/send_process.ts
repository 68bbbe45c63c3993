/**
 * A replica that does nothing but send, in a process of its own, for a test to kill. Arguments: the
 * database's address and the provider's.
 */
import { connect } from "../../db/mod.ts";
import { createWorker } from "../../jobs/mod.ts";
import { configureLog } from "../../log.ts";
import { testEngine } from "../../sync/testing/engine.ts";
import { parley } from "./parley.ts";
import { outboxOf } from "./world.ts";

const [databaseUrl, providerUrl] = Deno.args;
configureLog({ level: "silent" });
const sql = connect(databaseUrl!, { max: 3 });
const { handlers } = outboxOf(testEngine(sql, [[parley, providerUrl!]]));
createWorker({ sql, handlers, pollMilliseconds: 25, leaseSeconds: 0.6 }).start();
