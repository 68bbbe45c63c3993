/**
 * A replica that does nothing but sync, in a process of its own, for a test to kill. Arguments: the
 * database's address, the provider's, and for how many seconds a job stays its own.
 */
import { connect } from "../../db/mod.ts";
import { createWorker } from "../../jobs/mod.ts";
import { configureLog } from "../../log.ts";
import { runSync } from "../run.ts";
import { acme } from "./acme.ts";
import { testEngine } from "./engine.ts";

const [databaseUrl, providerUrl, lease] = Deno.args;
configureLog({ level: "silent" });
const sql = connect(databaseUrl!, { max: 3 });
const engine = testEngine(sql, [[acme, providerUrl!]]);
createWorker({
  sql,
  handlers: { "sync.run": (job) => runSync(engine, job) },
  pollMilliseconds: 25,
  leaseSeconds: Number(lease),
}).start();
