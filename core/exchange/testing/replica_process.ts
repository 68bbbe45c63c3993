/**
 * A replica that takes and handles deliveries, in a process of its own, for a test to kill. Arguments:
 * the database's address, the provider's, and for how many seconds a job or a socket stays its own.
 * Says on which port it takes deliveries.
 */
import { connect } from "../../db/mod.ts";
import { errorResponse } from "../../http/mod.ts";
import { createWorker } from "../../jobs/mod.ts";
import { configureLog } from "../../log.ts";
import { testEngine } from "../../sync/testing/engine.ts";
import { runSync } from "../../sync/run.ts";
import { drainLane } from "../drain.ts";
import { receiveDelivery } from "../receive.ts";
import { createSockets } from "../sockets.ts";
import { pager } from "./pager.ts";

const [databaseUrl, providerUrl, lease] = Deno.args;
const leaseSeconds = Number(lease);
configureLog({ level: "silent" });
const sql = connect(databaseUrl!, { max: 10 });
const engine = testEngine(sql, [[pager, providerUrl!]]);
const exchange = { engine, publicUrl: null, retrySeconds: 0.2 };
createWorker({
  sql,
  handlers: {
    "sync.run": (job) => runSync(engine, job),
    "source.deliver": (job) => drainLane(exchange, job),
  },
  pollMilliseconds: 25,
  leaseSeconds,
}).start();
const sockets = createSockets(exchange, {
  leaseSeconds,
  pollMilliseconds: 100,
  restartMilliseconds: 50,
  settledMilliseconds: 100,
});
sockets.start();
Deno.addSignalListener("SIGTERM", () => sockets.stop().then(() => Deno.exit(0)));

const server = Deno.serve(
  { port: 0, hostname: "127.0.0.1", onListen: () => {} },
  async (request) => {
    try {
      const body = new Uint8Array(await request.arrayBuffer());
      const raw = { headers: request.headers, body };
      return new Response(await receiveDelivery(exchange, "pager", raw, new Date()));
    } catch (error) {
      return errorResponse(error);
    }
  },
);
console.log(server.addr.port);
