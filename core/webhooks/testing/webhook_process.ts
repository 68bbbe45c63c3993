/** A process that sends webhooks until it is killed. Argument: the database's address. */
import { connect } from "../../db/mod.ts";
import { configureLog } from "../../log.ts";
import { createGuardedFetch } from "../../net/mod.ts";
import { createWebhooks } from "../mod.ts";
import { allowed, testSecret } from "./world.ts";

configureLog({ level: "silent" });
const sql = connect(Deno.args[0]!, { max: 3 });
const fetch = createGuardedFetch(allowed);
createWebhooks({ sql, secret: testSecret, fetch, perEndpoint: 4, leaseSeconds: 1 }).start();
