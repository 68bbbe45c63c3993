/** A reader in a process of its own, for a test to kill. Argument: the database's address. */
import { connect } from "../../db/mod.ts";
import { createWorker } from "../../jobs/mod.ts";
import { testReader } from "./reading.ts";

const sql = connect(Deno.args[0]!);
const reader = testReader(sql, { paceMilliseconds: 15 });
createWorker({ sql, handlers: reader.handlers, pollMilliseconds: 20, leaseSeconds: 1 }).start();
