import assert from "node:assert/strict";
import { testProject } from "../access/testing.ts";
import { transaction } from "../db/mod.ts";
import { dbTest } from "../db/testing.ts";
import { ingest, requestHuman } from "../sessions/mod.ts";
import { SmtpServer } from "./testing/smtp_server.ts";

const program = new URL("testing/mail_process.ts", import.meta.url).pathname;

dbTest(
  "Nobody gets a mail twice, although the process that sends it is killed",
  async (sql, { url }) => {
    const server = new SmtpServer();
    const processes = new Set<Deno.ChildProcess>();
    const spawn = () => {
      const args = ["run", "-A", "--no-check", program, url, server.url];
      const child = new Deno.Command(Deno.execPath(), { args, stdin: "null" }).spawn();
      processes.add(child);
      return child;
    };
    try {
      const people = { ann: "owner", bob: "member", cid: "member", dan: "member" } as const;
      const { projectId } = await testProject(sql, people);
      let current = spawn();
      let deaths = 0;
      // The server has the content of the second and the third mail when their sender dies, unanswered.
      server.behaviour = {
        onContent: () => {
          const number = server.mails.length;
          if (number !== 2 && number !== 3) return true;
          deaths++;
          current.kill("SIGKILL");
          current = spawn();
          return false;
        },
      };
      const [made] = await ingest(sql, { projectId, source: "widget" }, [{
        isLive: true,
        messages: [{ senderType: "user", content: "Help" }],
      }]);
      await transaction(
        sql,
        (tx) => requestHuman(tx, projectId, made!.sessionId, "Wants a person"),
      );
      const over = ["sent", "uncertain"];
      for (let turn = 0;; turn++) {
        const rows = await sql`select status from notification_mails`;
        if (
          rows.length === 4 && rows.every(({ status }) => over.includes(status))
        ) break;
        assert.ok(turn < 400, JSON.stringify(rows));
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      // Nothing is left that would send it later.
      await sql`update jobs set run_at = now() where status = 'queued'`;
      await new Promise((resolve) => setTimeout(resolve, 500));
      const recipients = server.mails.flatMap(({ to }) => to);
      assert.equal(new Set(recipients).size, recipients.length);
      assert.equal(recipients.length, 4);
      assert.equal(deaths, 2);
      const rows =
        await sql`select status, count(*)::int as amount from notification_mails group by 1`;
      const amount = (status: string) => rows.find((row) => row.status === status)?.amount ?? 0;
      assert.equal(amount("sent") + amount("uncertain"), 4);
      assert.ok(amount("uncertain") >= 1);
    } finally {
      for (const child of processes) {
        try {
          child.kill("SIGKILL");
        } catch {
          // It is dead already.
        }
        await child.status;
      }
      server.close();
    }
  },
  { max: 4 },
);
