import assert from "node:assert/strict";
import { connect, migrate, readMigrations, type Sql } from "../db/mod.ts";
import { dbTest, withDatabase } from "../db/testing.ts";
import { smallProject } from "../exports/testing/world.ts";
import { listSessions } from "../sessions/mod.ts";
import { checkBackup, restoreBackup } from "./restore.ts";
import { writeBackup } from "./write_backup.ts";

const migrations = await readMigrations(new URL("../../migrations/", import.meta.url));

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "hissuno-backup-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function restoreInto(sql: Sql, path: string, with_ = migrations): Promise<void> {
  await restoreBackup(sql, path, await checkBackup(path), with_);
}

dbTest("A restored installation is the same and goes on", async (sql) => {
  await inFolder(async (folder) => {
    const projectId = await smallProject(sql);
    // As on a server that has come far: its transactions have numbers that a new one reaches late.
    await sql`update events set xact = (xact::text::int8 + 5000000000)::text::xid8`;
    const { contents } = await writeBackup({ sql, secret: "kept" }, `${folder}/a`);
    assert.ok(contents.tables.every(({ name }) => name !== "rate_buckets"));
    const checked = await checkBackup(`${folder}/a`);
    assert.equal(checked.secret, "kept");
    await withDatabase(async (target) => {
      await restoreInto(target, `${folder}/a`);
      await writeBackup({ sql: target, secret: "kept" }, `${folder}/b`);
      const again = (await checkBackup(`${folder}/b`)).contents;
      for (const [index, table] of contents.tables.entries()) {
        if (table.name === "events") continue;
        assert.deepEqual(again.tables[index], table);
      }
      const order = (db: Sql) => db`select position from events order by xact, position`;
      assert.deepEqual([...await order(target)], [...await order(sql)]);
      // New events come behind old ones and are seen at once.
      const [old] = await target`select max(xact::text::int8) as xact from events`;
      const [next] = await target`select pg_current_xact_id()::text::int8 as xact`;
      assert.ok(next!.xact > old!.xact, `${next!.xact} is behind ${old!.xact}`);
      const [number] = await target`
        insert into events (project_id, type, created_at) values (${projectId}, 'x', now())
        returning position`;
      const [most] = await sql`select max(position) as position from events`;
      assert.ok(number!.position > most!.position);
      const page = { limit: 500 };
      const ids = async (db: Sql) =>
        (await listSessions(db, projectId, { search: "export" }, page)).sessions.map(({ id }) =>
          id
        );
      assert.deepEqual(await ids(target), await ids(sql));
      const [count] = await target`
        select (select sum(amount) from session_counts where project_id = ${projectId})::int as kept,
          (select count(*) from sessions where project_id = ${projectId})::int as real`;
      assert.equal(count!.kept, count!.real);
      await assert.rejects(restoreInto(target, `${folder}/a`), /The database is in use/);
    }, { empty: true });
  });
});

dbTest("A backup is of one moment while people go on writing", async (sql, { url }) => {
  await inFolder(async (folder) => {
    await smallProject(sql);
    const other = connect(url, { max: 2 });
    let isOver = false;
    let written = 0;
    const writing = (async () => {
      while (!isOver) {
        const id = `proj_${written++}`;
        await other.begin(async (tx) => {
          await tx`insert into projects (id, name) values (${id}, ${"x".repeat(1_000)})`;
          await tx`insert into companies (project_id, id, created_at, updated_at)
            values (${id}, 'comp_a', now(), now())`;
        });
      }
    })();
    const { contents } = await writeBackup({ sql }, `${folder}/a`);
    isOver = true;
    await writing;
    await other.end();
    const rows = (name: string) => contents.tables.find((one) => one.name === name)!.rows;
    assert.ok(rows("projects") > 0);
    await withDatabase(async (target) => {
      await restoreInto(target, `${folder}/a`);
      const [alone] = await target`
        select count(*)::int as amount from projects p where name like 'xxx%'
          and not exists (select from companies c where c.project_id = p.id)`;
      assert.equal(alone!.amount, 0);
    }, { empty: true });
  });
});

dbTest("A backup that is damaged, cut or of another version is refused", async (sql) => {
  await inFolder(async (folder) => {
    await smallProject(sql);
    const path = `${folder}/a`;
    await writeBackup({ sql }, path);
    await assert.rejects(writeBackup({ sql }, path), /exists already/);
    const bytes = await Deno.readFile(path);
    assert.equal((await Deno.stat(path)).mode! & 0o777, 0o600);
    await Deno.writeFile(`${folder}/cut`, bytes.subarray(0, bytes.length - 1_000));
    await assert.rejects(checkBackup(`${folder}/cut`), /broke/);
    const changed = bytes.slice();
    changed[bytes.length >> 1]! ^= 1;
    await Deno.writeFile(`${folder}/changed`, changed);
    await assert.rejects(checkBackup(`${folder}/changed`));
    await assert.rejects(checkBackup(`${folder}/none`), /no file/);
    await withDatabase(async (target) => {
      const older = migrations.slice(0, -1);
      await assert.rejects(restoreInto(target, path, older), /newer version of Hissuno/);
      const other = migrations.map((one, index) =>
        index === 3 ? { ...one, text: `${one.text} ` } : one
      );
      await assert.rejects(restoreInto(target, path, other), /schema differs .* 0004/);
      assert.equal((await target`select 1 from pg_tables where schemaname = 'public'`).length, 0);
      await migrate(target, older);
      await assert.rejects(restoreInto(target, path), /schema of another version/);
    }, { empty: true });
  });
});

dbTest("A backup of an older version is brought forward when it is restored", async (sql) => {
  await inFolder(async (folder) => {
    const later = { name: "9999_later.sql", text: "create table later (id int);" };
    await smallProject(sql);
    await writeBackup({ sql }, `${folder}/a`);
    await withDatabase(async (target) => {
      await restoreInto(target, `${folder}/a`, [...migrations, later]);
      assert.equal((await target`select 1 from pg_tables where tablename = 'later'`).length, 1);
    }, { empty: true });
  });
});

dbTest("Tables with long rows are written and read whole", async (sql) => {
  await inFolder(async (folder) => {
    for (const [name, length] of [["a", 400_000], ["b", 3], ["c", 70_000]] as const) {
      await sql`insert into projects (id, name) values (${name}, ${"é\t\\n".repeat(length / 2)})`;
    }
    const { contents } = await writeBackup({ sql }, `${folder}/a`);
    assert.equal(contents.tables.find(({ name }) => name === "projects")!.rows, 3);
    await withDatabase(async (target) => {
      await restoreInto(target, `${folder}/a`);
      const names = (db: Sql) => db`select id, md5(name) as hash from projects order by id`;
      assert.deepEqual([...await names(target)], [...await names(sql)]);
    }, { empty: true });
  });
});
