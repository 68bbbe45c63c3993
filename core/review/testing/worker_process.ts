/** A worker for reviews in a process of its own, for a test to kill. Argument: the database's address. */
import { connect } from "../../db/mod.ts";
import { createWorker } from "../../jobs/mod.ts";
import { createReview } from "../review.ts";

const sql = connect(Deno.args[0]!);
createWorker({
  sql,
  handlers: createReview({ sql, model: null }).handlers,
  pollMilliseconds: 20,
  leaseSeconds: 1,
  concurrency: 3,
}).start();
