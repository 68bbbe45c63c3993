import assert from "node:assert/strict";
import { dbTest } from "../../db/testing.ts";
import { newId } from "../../id.ts";
import { listContacts, readImport, startImport, uploadImport } from "../mod.ts";

const ROWS = 4_000;

dbTest(
  "An import that is killed again and again ends with each row taken once",
  async (sql, { url }) => {
    const projectId = newId("proj");
    await sql`insert into projects (id, name) values (${projectId}, 'Harbor')`;
    const body = async function* () {
      yield new TextEncoder().encode("email,name,company\n");
      for (let row = 0; row < ROWS; row++) {
        yield new TextEncoder().encode(`p${row}@acme.com,Person ${row},Company ${row % 10}\n`);
      }
    };
    const { id } = await uploadImport(sql, projectId, { body: body(), format: "csv" }, null);
    await startImport(sql, projectId, id, "run", { isQueued: false });
    let kills = 0;
    for (let last = -1;;) {
      const child = new Deno.Command(Deno.execPath(), {
        args: [
          "run",
          "-A",
          new URL("../testing/import_process.ts", import.meta.url).pathname,
          url,
          projectId,
          id,
        ],
        stdout: "piped",
        stderr: "inherit",
      }).spawn();
      // Killed in the middle of a batch, as soon as it has moved on.
      const exit = child.status.then(() => true);
      const drained = child.stdout.pipeTo(new WritableStream());
      let isOver = false;
      while (!isOver) {
        const { position, status } = await readImport(sql, projectId, id);
        if (status === "done") {
          await exit;
          break;
        }
        if (position > last && kills < 3) {
          last = position + 500;
          child.kill("SIGKILL");
          kills++;
          isOver = true;
        }
        isOver ||= await Promise.race([
          exit,
          new Promise<boolean>((done) => setTimeout(() => done(false), 5)),
        ]);
      }
      await exit;
      await drained;
      if ((await readImport(sql, projectId, id)).status === "done") break;
    }
    const done = await readImport(sql, projectId, id);
    assert.ok(kills >= 2);
    assert.equal(done.created, ROWS);
    assert.equal(done.position, ROWS);
    assert.equal((await listContacts(sql, projectId)).total, ROWS);
    const [row] = await sql`
    select count(*)::int as contacts, (select count(*)::int from contact_identities) as identities,
      (select sum(contact_count)::int from customer_activity) as counted from contacts`;
    assert.deepEqual({ ...row }, { contacts: ROWS, identities: ROWS, counted: ROWS });
  },
);
