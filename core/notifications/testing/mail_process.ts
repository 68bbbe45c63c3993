/** A process that sends mails until it is killed. Arguments: database, mail server. */
import { connect } from "../../db/mod.ts";
import { createWorker } from "../../jobs/mod.ts";
import { configureLog } from "../../log.ts";
import { createMailer } from "../mailer.ts";
import { notificationJobs } from "../keep.ts";
import { testSecret } from "./secret.ts";

configureLog({ level: "silent" });
const [databaseUrl, smtpUrl] = Deno.args as [string, string];
const sql = connect(databaseUrl, { max: 3 });
const mailer = createMailer({
  smtpUrl,
  smtpFrom: "Hissuno <hissuno@example.com>",
  publicUrl: "https://feedback.example.com",
});
const handlers = notificationJobs({ sql, secret: testSecret, mailer });
createWorker({ sql, handlers, leaseSeconds: 1, pollMilliseconds: 100 }).start();
