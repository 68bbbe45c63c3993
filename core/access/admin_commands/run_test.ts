import assert from "node:assert/strict";
import type { Sql } from "../../db/mod.ts";
import { dbTest } from "../../db/testing.ts";
import { authenticateKey, keyUsesNoted } from "../api_keys.ts";
import { KeyCache } from "../key_cache.ts";
import { roleOf } from "../members.ts";
import { password, testAccounts } from "../testing.ts";
import { adminCommands, runAdmin } from "./run.ts";

function adminOf(sql: Sql) {
  const open = () =>
    Promise.resolve({ sql, accounts: testAccounts(sql), close: () => Promise.resolve() });
  const run = (...args: string[]) => runAdmin(args, open);
  return {
    run,
    /** Runs with --json and gives back the value. */
    json: async (...args: string[]) => {
      const result = await run(...args, "--json");
      assert.equal(result.code, 0, result.error);
      return JSON.parse(result.output);
    },
    /** Expects exit code 2 and a sentence. */
    wrong: async (sentence: RegExp, ...args: string[]) => {
      const result = await run(...args);
      assert.equal(result.code, 2, result.error);
      assert.match(result.error, sentence);
      assert.equal(result.output, "");
    },
  };
}

function noDatabase(): Promise<never> {
  throw new Error("The database must not be opened for this");
}

dbTest("An operator makes a project and a key that opens it, and revokes the key", async (sql) => {
  const { json, run, wrong } = adminOf(sql);
  const project = await json("project:create", "--name", "Acme <b>", "--plan", "pro");
  assert.equal(project.plan, "pro");
  const made = await run("key:create", "--project", "Acme <b>", "--name", "CI", "--scope=read");
  const key = /hiss_[A-Za-z0-9_-]{43}/.exec(made.output)![0];
  assert.equal((await authenticateKey(sql, key, new KeyCache()))?.scope, "read");
  await keyUsesNoted();
  const [listed] = await json("key:list", "--project", project.id);
  assert.equal(listed.state, "active");
  assert.equal(JSON.stringify(listed).includes(key), false);
  await json("key:revoke", "--project", project.id, "--key", listed.id);
  assert.equal(await authenticateKey(sql, key, new KeyCache()), null);
  assert.match((await run("key:list", "--project", project.id)).output, /revoked/);
  await wrong(/^--key: .*See key:list/, "key:revoke", "--project", project.id, "--key", "key_x");
  const again = await json("project:update", "--project", project.id, "--plan", "free");
  assert.equal(again.plan, "free");
  assert.equal((await json("project:list")).length, 1);
});

dbTest(
  "An operator makes an account with a role, whose password is shown once when made up",
  async (sql) => {
    const { json, run, wrong } = adminOf(sql);
    const accounts = testAccounts(sql);
    const project = await json("project:create", "--name", "Acme");
    const join = ["--project", project.id, "--role", "admin"];
    const ann = await json("user:create", "--email", "Ann@example.com", "--name", "Ann", ...join);
    assert.equal(await roleOf(sql, project.id, ann.id), "admin");
    const ip = "192.0.2.1";
    await accounts.signIn({ email: "ann@example.com", password: ann.password, ip });
    const given = ["--password", password];
    const ben = await run("user:create", "--email", "ben@example.com", "--name", "Ben", ...given);
    assert.equal(ben.output.includes(password), false);
    const again = ["user:create", "--email", "ben@example.com", "--name", "Ben", ...given];
    await wrong(/exists already/, ...again);
    await json("user:join", "--email", "ben@example.com", "--project", project.id);
    const twice = ["user:join", "--email", "ben@example.com", "--project", project.id];
    await wrong(/^--email: ben@example.com is a member/, ...twice);
    assert.equal((await json("user:list")).length, 2);
  },
);

dbTest("An operator resets a password, which ends every sign-in", async (sql) => {
  const { json, wrong } = adminOf(sql);
  const accounts = testAccounts(sql);
  const ann = { email: "ann@example.com", name: "Ann", password };
  await accounts.createUser(ann);
  await accounts.signIn({ ...ann, ip: "192.0.2.1" });
  const reset = await json("user:reset-password", "--email", "ann@example.com");
  assert.equal((await sql`select from account_sessions`).length, 0);
  await accounts.signIn({ ...ann, password: reset.password, ip: "192.0.2.1" });
  await wrong(/^--email: Nobody has/, "user:reset-password", "--email", "x@example.com");
  const short = ["user:reset-password", "--email", "ann@example.com", "--password", "short"];
  await wrong(/^--password: .*at least 10/, ...short);
});

dbTest("A bad value is said of its flag, with the remedy", async (sql) => {
  const { json, wrong } = adminOf(sql);
  const project = await json("project:create", "--name", "Acme");
  await json("project:create", "--name", "Acme");
  const key = ["key:create", "--project", project.id, "--name", "CI"];
  await wrong(/^--scope: Unknown scope. Use one of/, ...key, "--scope", "all");
  await wrong(/^--plan: Unknown plan/, ...key, "--plan", "gold");
  await wrong(/^--expires: Not a date. Write 2027-01-31/, ...key, "--expires", "soon");
  await wrong(/^--expires: .*in the future/, ...key, "--expires", "2020-01-01");
  await wrong(/^--project: No project/, "key:list", "--project", "\u0000");
  await wrong(/^--project: 2 projects have that name/, "key:list", "--project", "Acme");
  await wrong(/^--name: .*at most 100/, "project:create", "--name", "x".repeat(200));
  await wrong(/^--email: Enter an e-mail/, "user:create", "--email", "x", "--name", "X");
  const x = ["user:create", "--email", "x@example.com", "--name", "X"];
  await wrong(/^--role: A role belongs to a project/, ...x, "--role", "owner");
  await wrong(/^--role: Unknown role/, ...x, "--project", project.id, "--role", "boss");
  await wrong(/^Nothing to change/, "project:update", "--project", project.id);
  assert.equal((await sql`select from user_accounts`).length, 0);
});

dbTest("An operator rotates a key and keeps it to addresses", async (sql) => {
  const { json, run, wrong } = adminOf(sql);
  const { id: project } = await json("project:create", "--name", "Acme");
  const made = await json(
    ...["key:create", "--project", project, "--name", "CI", "--addresses", "192.0.2.9/24"],
  );
  assert.deepEqual(made.allowed_addresses, ["192.0.2.0/24"]);
  const key = ["--project", project, "--key", made.id];
  const next = await json("key:rotate", ...key, "--overlap", "now");
  assert.equal(await authenticateKey(sql, made.key, new KeyCache()), null);
  const held = async () => (await authenticateKey(sql, next.key, new KeyCache()))?.allowedAddresses;
  assert.deepEqual(await held(), ["192.0.2.0/24"]);
  await wrong(/rotated already/, "key:rotate", ...key);
  const newer = ["--project", project, "--key", next.id];
  await wrong(/^--overlap: Unknown overlap/, "key:rotate", ...newer, "--overlap", "2h");
  await wrong(/^--addresses: .*neither/, "key:allow", ...newer, "--addresses", "office");
  const set = await run("key:allow", ...newer, "--addresses", "any");
  assert.match(set.output, /may be used from anywhere/);
  assert.deepEqual(await held(), []);
  const [listed] = await json("key:list", "--project", project);
  assert.equal(listed.replaces, made.id);
  await keyUsesNoted();
});

dbTest("A key may end after days, on a day or at a time", async (sql) => {
  const { json } = adminOf(sql);
  const { id } = await json("project:create", "--name", "Acme");
  const key = ["key:create", "--project", id, "--name", "CI", "--expires"];
  assert.equal((await json(...key, "2099-01-31")).expires_at, "2099-01-31T23:59:59.999Z");
  assert.equal((await json(...key, "2099-01-31T10:00:00Z")).expires_at, "2099-01-31T10:00:00.000Z");
  assert.equal((await json(...key, "never")).expires_at, null);
  const days = Date.parse((await json(...key, "30d")).expires_at) - Date.now();
  assert.ok(Math.abs(days - 30 * 24 * 3600_000) < 60_000);
});

Deno.test("runAdmin explains mistakes in the call without opening the database", async () => {
  const cases: [string[], RegExp][] = [
    [["project:make"], /^Unknown command "project:make". Use one of: project:create/],
    [["project:create"], /^--name: Missing. Write --name NAME/],
    [["project:create", "--name"], /^--name: Its value is missing/],
    [["project:create", "--name", "--plan"], /^--name: Its value is missing/],
    [["project:create", "--name", "A", "--name", "B"], /^--name: Given twice/],
    [["project:create", "--title", "A"], /^--title: Unknown flag.*It takes --name, --plan, --json/],
    [["project:create", "Acme"], /^Unexpected "Acme". Values follow a flag/],
    [["project:create", "--name", ""], /^--name: Missing/],
    [["help", "nothing"], /^Unknown command "nothing"/],
  ];
  for (const [args, sentence] of cases) {
    const result = await runAdmin(args, noDatabase);
    assert.equal(result.code, 2, args.join(" "));
    assert.match(result.error, sentence);
    const json = await runAdmin([...args, "--json"], noDatabase);
    assert.deepEqual(JSON.parse(json.output), { error: json.error });
  }
});

Deno.test("runAdmin lists every command and the flags of each as help", async () => {
  for (const args of [[], ["help"], ["--help"], ["-h"]]) {
    const { code, output } = await runAdmin(args, noDatabase);
    assert.equal(code, 0);
    for (const command of adminCommands) assert.ok(output.includes(command.name));
  }
  const { output } = await runAdmin(["help", "key:create"], noDatabase);
  assert.match(output, /--expires DATE/);
  assert.match(output, /--project ID\s+required/);
  assert.equal((await runAdmin(["key:create", "--help"], noDatabase)).output, output);
});

Deno.test("runAdmin ends with code 1 when the database cannot be opened", async () => {
  const open = () => Promise.reject(new Error("Cannot reach the database"));
  const result = await runAdmin(["project:list"], open);
  assert.deepEqual(result, { code: 1, output: "", error: "Cannot reach the database" });
});
