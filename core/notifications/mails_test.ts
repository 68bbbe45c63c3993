import assert from "node:assert/strict";
import { addMember, removeMember } from "../access/mod.ts";
import { testProject, testUser } from "../access/testing.ts";
import { keepAnalytics } from "../analytics/mod.ts";
import { type Sql, transaction } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { createWorker } from "../jobs/mod.ts";
import { configureLog } from "../log.ts";
import { ingest, requestHuman } from "../sessions/mod.ts";
import { choicesOf, choose, endMails } from "./choices.ts";
import { makeDigests } from "./digest.ts";
import { notificationJobs } from "./keep.ts";
import { listNotifications } from "./list.ts";
import { createMailer } from "./mailer.ts";
import { gatherMails } from "./mails.ts";
import { testSecret } from "./testing/secret.ts";
import { SmtpServer, type TakenMail } from "./testing/smtp_server.ts";
import { openUnsubscription } from "./unsubscribe.ts";

configureLog({ level: "silent" });

const publicUrl = "https://feedback.example.com";
const MINUTE = 60_000;

interface Post {
  sql: Sql;
  server: SmtpServer;
  projectId: string;
  mia: { id: string; email: string };
  /** Someone asks for a person; resolves when people were told. */
  ask(reason?: string, name?: string): Promise<void>;
  /** The statuses of all mails, the oldest first. */
  statuses(): Promise<string[]>;
}

/** A test with a worker, a mail server and a project with one member. */
function mailTest(name: string, test: (post: Post) => Promise<void>): void {
  dbTest(name, async (sql) => {
    const server = new SmtpServer();
    const mailer = createMailer({
      smtpUrl: server.url,
      smtpFrom: "Hissuno <h@example.com>",
      publicUrl,
    });
    const handlers = notificationJobs({ sql, secret: testSecret, mailer });
    const worker = createWorker({ sql, handlers, pollMilliseconds: 20 });
    worker.start();
    try {
      const { projectId, mia } = await testProject(sql, { mia: "member" });
      const ask = async (reason = "Wants a person", customer = "Jane") => {
        const [made] = await ingest(sql, { projectId, source: "widget" }, [{
          isLive: true,
          customer: { name: customer, email: "jane@example.com" },
          messages: [{ senderType: "user", content: "Help" }],
        }]);
        await transaction(sql, (tx) => requestHuman(tx, projectId, made!.sessionId, reason));
        await until(async () =>
          (await sql`select from jobs where kind = 'notifications.spread' and status <> 'done'`)
            .length === 0
        );
      };
      const statuses = async () =>
        (await sql`select status from notification_mails order by created_at, id`)
          .map(({ status }) => status);
      await test({ sql, server, projectId, mia, ask, statuses });
    } finally {
      await worker.stop(1_000);
      server.close();
    }
  }, { max: 6 });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let turn = 0; turn < 500; turn++) {
    if (await condition()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("It did not happen within ten seconds");
}

/** A header field of a mail, its folded lines joined and its encoded words read. */
function header({ content }: TakenMail, name: string): string {
  const head = content.split("\n\n")[0]!.replaceAll(/\n[ \t]+/g, " ");
  const value = new RegExp(`^${name}: (.*)$`, "mi").exec(head)?.[1] ?? "";
  return value.replaceAll("?= =?UTF-8?Q?", "").replaceAll(
    /=\?UTF-8\?Q\?([^?]*)\?=/gi,
    (_, words) => decodeURIComponent(words.replaceAll("_", " ").replaceAll("=", "%")),
  );
}

/** The text of a mail with its quoted-printable line ends and bytes undone. */
const plain = ({ content }: TakenMail) =>
  content.replaceAll("=\n", "").replaceAll(
    /(?:=[0-9A-F]{2})+/g,
    (bytes) => decodeURIComponent(bytes.replaceAll("=", "%")),
  );

mailTest("The first is mailed at once, those of the next ten minutes in one more", async (post) => {
  const { sql, server, mia, ask, statuses } = post;
  await ask("First");
  await until(async () => (await statuses())[0] === "sent");
  assert.deepEqual(server.mails[0]!.to, [mia.email]);
  assert.match(header(server.mails[0]!, "subject"), /Jane waits for a person/);
  for (const reason of ["Second", "Third", "Fourth"]) await ask(reason);
  await gatherMails(sql, new Date(Date.now() + 9 * MINUTE));
  assert.equal((await statuses()).length, 1);
  const later = new Date(Date.now() + 11 * MINUTE);
  await Promise.all([1, 2, 3].map(() => gatherMails(sql, later)));
  await until(async () => (await statuses())[1] === "sent");
  assert.equal(server.mails.length, 2);
  const text = plain(server.mails[1]!);
  for (const reason of ["Second", "Third", "Fourth"]) assert.ok(text.includes(reason), reason);
  assert.ok(!text.includes("First"));
  await gatherMails(sql, new Date(Date.now() + 60 * MINUTE));
  assert.equal((await statuses()).length, 2);
});

mailTest("What strangers write is text: no markup, no further header", async (post) => {
  await post.ask(
    "<img src=x onerror=alert(1)>\r\nBcc: evil@example.com",
    '"><script>alert(1)</script>\r\nBcc: all@example.com',
  );
  await until(async () => (await post.statuses())[0] === "sent");
  const mail = post.server.mails[0]!;
  assert.deepEqual(mail.to, [post.mia.email]);
  assert.doesNotMatch(mail.content, /^bcc:/im);
  const html = plain(mail).slice(plain(mail).indexOf("<!doctype"));
  assert.doesNotMatch(html, /<script|<img/i);
  assert.match(html, /&lt;img src=x onerror=alert\(1\)&gt;/);
  assert.match(html, /&lt;script&gt;/);
});

mailTest(
  "The link in a mail ends that kind for that person, and no other link does",
  async (post) => {
    const { sql, server, projectId, mia, ask, statuses } = post;
    await ask();
    await until(async () => (await statuses())[0] === "sent");
    const [, token] = /<https:\/\/feedback\.example\.com\/unsubscribe\/([^>]+)>/
      .exec(header(server.mails[0]!, "list-unsubscribe"))!;
    assert.equal(header(server.mails[0]!, "list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    assert.equal(await openUnsubscription(testSecret, `${token}x`), null);
    assert.equal(await openUnsubscription({ current: "x".repeat(40), previous: [] }, token!), null);
    const later = new Date(Date.now() + 366 * 24 * 60 * MINUTE);
    assert.equal(await openUnsubscription(testSecret, token!, later), null);
    for (const nonsense of ["", "a.b", "é.é", "%.%"]) {
      assert.equal(await openUnsubscription(testSecret, nonsense), null);
    }
    const wanted = await openUnsubscription(testSecret, token!);
    assert.deepEqual(wanted, { projectId, userId: mia.id, kind: "waiting" });
    await endMails(sql, projectId, mia.id, "waiting");
    assert.deepEqual((await choicesOf(sql, projectId, mia.id)).waiting, {
      inDashboard: true,
      byMail: false,
    });
    await ask("Again");
    await gatherMails(sql, new Date(Date.now() + 20 * MINUTE));
    assert.equal((await statuses()).length, 1);
    assert.equal((await listNotifications(sql, projectId, mia.id)).notifications.length, 2);
  },
);

mailTest("A server that is busy is asked again, one that refuses is not", async (post) => {
  const { sql, server, ask, statuses } = post;
  server.behaviour = { refuseRecipient: "451 Later" };
  await ask();
  const waits = async () =>
    (await sql`select attempts, last_error, run_at > now() as waits from jobs
      where kind = 'notifications.mail'`)[0];
  await until(async () => (await waits())?.waits === true);
  assert.match((await waits())!.last_error, /451/);
  assert.deepEqual(await statuses(), ["queued"]);
  server.behaviour = {};
  await sql`update jobs set run_at = now() where kind = 'notifications.mail'`;
  await until(async () => (await statuses())[0] === "sent");
  assert.equal(server.mails.length, 1);
  server.behaviour = { refuseRecipient: "550 Nobody" };
  await sql`update notification_mails set created_at = now() - interval '1 hour'`;
  await ask();
  await until(async () => (await statuses())[1] === "failed");
  const [job] = await sql`
    select status from jobs where kind = 'notifications.mail' order by created_at desc`;
  assert.equal(job!.status, "failed");
});

mailTest("A server that hangs up after the content is not given it twice", async (post) => {
  post.server.behaviour = { onContent: () => false };
  await post.ask();
  await until(async () => (await post.statuses())[0] === "uncertain");
  await post.sql`update jobs set run_at = now() where status = 'queued'`;
  await gatherMails(post.sql, new Date(Date.now() + 60 * MINUTE));
  assert.equal(post.server.mails.length, 1);
});

mailTest("A server that is away, or hangs up before the content, is asked again", async (post) => {
  post.server.behaviour = { hangsUpAtRecipient: true };
  await post.ask();
  const job = async () =>
    (await post.sql`select last_error, run_at > now() as waits from jobs
    where kind = 'notifications.mail'`)[0];
  await until(async () => (await job())?.waits === true);
  assert.deepEqual(await post.statuses(), ["queued"]);
  post.server.behaviour = {};
  await post.sql`update jobs set run_at = now()`;
  await until(async () => (await post.statuses())[0] === "sent");
  assert.equal(post.server.mails.length, 1);
});

mailTest("Nothing is mailed to who left, chose otherwise or read it already", async (post) => {
  const { sql, server, projectId, mia, ask, statuses } = post;
  await ask();
  await until(async () => (await statuses())[0] === "sent");
  await ask("Read in the dashboard");
  const [row] = await sql`select max(position)::text as position from notifications`;
  await sql`update notifications set read_at = now() where position = ${row!.position}`;
  await gatherMails(sql, new Date(Date.now() + 20 * MINUTE));
  assert.equal((await statuses()).length, 1);
  const noah = await testUser(sql, "noah");
  await addMember(sql, { projectId, userId: noah.id, role: "owner" });
  await choose(sql, projectId, noah.id, { waiting: { inDashboard: true, byMail: false } });
  await ask("Mia leaves");
  await removeMember(sql, { projectId, actorId: noah.id, userId: mia.id });
  await gatherMails(sql, new Date(Date.now() + 40 * MINUTE));
  await until(async () => (await statuses())[1] === "empty");
  assert.equal(server.mails.length, 1);
});

mailTest("The week's digest goes out once, on Monday from eight on", async (post) => {
  const { sql, server, projectId, statuses } = post;
  const at = new Date("2026-03-04T10:00:00Z");
  await ingest(sql, { projectId, source: "widget" }, [{
    isLive: true,
    messages: [{ senderType: "user", content: "Why?", at }],
  }], at);
  await testProject(sql, { quiet: "owner" });
  await keepAnalytics(sql);
  for (const early of ["2026-03-08T12:00:00Z", "2026-03-09T07:59:00Z", "2026-03-11T00:00:00Z"]) {
    await makeDigests(sql, new Date(early));
  }
  assert.equal((await sql`select from notification_things`).length, 0);
  const monday = new Date("2026-03-09T08:00:00Z");
  await Promise.all([1, 2, 3].map(() => makeDigests(sql, monday)));
  await makeDigests(sql, new Date("2026-03-09T13:00:00Z"));
  await until(async () => (await statuses())[0] === "sent");
  assert.deepEqual(await statuses(), ["sent"]);
  assert.match(plain(server.mails[0]!), /Sessions: 1 \(the week before: 0\)/);
  assert.match(header(server.mails[0]!, "subject"), /The week of 2026-03-02: 1 session/);
});
