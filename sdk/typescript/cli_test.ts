import assert from "node:assert/strict";
import { cell, jsonLine, tableOf } from "./cli/output.ts";
import { command, type Setting } from "./testing/command.ts";
import { type Listening, listeningTest } from "./testing/server.ts";

/** Runs commands with a key of the environment. */
function commandsOf({ url, api }: Listening, key: "read" | "full" = "full") {
  const env = {
    HISSUNO_BASE_URL: url,
    HISSUNO_API_KEY: api.keys[key],
    HISSUNO_CONFIG: "/nowhere",
  };
  return (words: string[], setting: Setting = {}) => command(words, { ...setting, env });
}

const jsonLines = (text: string) => text.trim().split("\n").map((line) => JSON.parse(line));

listeningTest(
  "Things are made, shown, changed and deleted by commands",
  async (listening) => {
    const hissuno = commandsOf(listening);
    const made = await hissuno(
      [
        ..."create sessions --name Call --tags bug,wins --json --data".split(
          " ",
        ),
        '{"status":"closed"}',
      ],
    );
    assert.equal(made.exitCode, 0, made.err);
    const session = JSON.parse(made.out);
    assert.deepEqual([session.name, session.tags, session.status], ["Call", [
      "bug",
      "wins",
    ], "closed"]);

    const table = await hissuno(["list", "sessions", "--status", "closed"]);
    assert.match(table.out, /^ID +NAME +STATUS/);
    assert.match(table.out, new RegExp(`${session.id} +Call +closed`));
    assert.equal(
      (await hissuno(["list", "sessions", "--status=active"])).err,
      "Nothing found.\n",
    );

    const one = await hissuno(["get", "session", session.id]);
    assert.match(one.out, /^id +sess_\w+\n/);
    assert.match(one.out, /\ntags +bug, wins\n/);

    const changed = await hissuno([
      "update",
      "sessions",
      session.id,
      "--is-archived",
      "--json",
    ]);
    assert.equal(JSON.parse(changed.out).is_archived, true);
    const back = await hissuno([
      "update",
      "sessions",
      session.id,
      "--is-archived=false",
      "--json",
    ]);
    assert.equal(JSON.parse(back.out).is_archived, false);

    const gone = await hissuno(["delete", "sessions", session.id]);
    assert.deepEqual([gone.exitCode, gone.out], [0, ""]);
    const missing = await hissuno(["get", "sessions", session.id]);
    assert.equal(missing.exitCode, 4);
    assert.match(missing.err, /not found.*\nRequest req_/s);
    const told = JSON.parse((await hissuno(["get", "sessions", session.id, "--json"])).err);
    assert.deepEqual([told.code, told.status, told.exit_code], ["not_found", 404, 4]);
  },
);

listeningTest(
  "A file is imported in one go, again without doubles, and exported whole",
  async (
    listening,
  ) => {
    const hissuno = commandsOf(listening);
    const folder = await Deno.makeTempDir();
    try {
      const items = Array.from({ length: 120 }, (_, at) => ({
        external_id: `call-${at}`,
        name: `Call ${at} about the export`,
      }));
      const file = `${folder}/calls.ndjson`;
      await Deno.writeTextFile(
        file,
        items.map((item) => JSON.stringify(item)).join("\n\n"),
      );
      const first = await hissuno(["import", "sessions", file]);
      assert.equal(
        first.out,
        "120 created, 0 updated, 0 unchanged, 0 failed\n",
      );
      const again = await hissuno(["import", "sessions", "-", "--json"], {
        input: JSON.stringify([...items.slice(0, 2), { name: 5 }, {
          external_id: "call-new",
        }]),
      });
      assert.equal(again.exitCode, 5);
      assert.match(again.err, /^Line 3: name must/);
      assert.deepEqual(JSON.parse(again.out), {
        created: 1,
        updated: 0,
        unchanged: 2,
        failed: 1,
      });

      const all = await hissuno(["list", "sessions", "--all", "--json"]);
      assert.equal(jsonLines(all.out).length, 121);
      const some = await hissuno(["list", "sessions", "--limit", "110"]);
      assert.equal(some.out.split("\n").length, 112 + 1);
      assert.match(some.err, /There are more/);

      const target = `${folder}/out.ndjson`;
      const written = await hissuno([
        "export",
        "sessions",
        "--search",
        "export",
        "-o",
        target,
      ]);
      assert.equal(written.err, `Wrote 120 sessions to ${target}\n`);
      assert.equal(jsonLines(await Deno.readTextFile(target)).length, 120);
      const found = await hissuno([
        "search",
        "export",
        "--in",
        "sessions",
        "--limit=3",
        "--json",
      ]);
      assert.deepEqual(
        jsonLines(found.out).map(({ resource }) => resource),
        Array(3).fill("sessions"),
      );
      assert.match((await hissuno(["search", "export"])).out, /^sessions\nID /);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

listeningTest(
  "Events are followed from an event on, until one stops",
  async (listening) => {
    const hissuno = commandsOf(listening, "read");
    const { client } = listening;
    const before = await client.sessions.create({ name: "Before" });
    const events = async () => await client.events.list().toArray();
    while ((await events()).length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const [first] = await events();
    assert.equal(first!.data.session_id, before.id);
    const after = await client.sessions.create({ name: "After" });
    const controller = new AbortController();
    const tailed = await hissuno(
      [
        "tail",
        `--after=${first!.id}`,
        "--types=session.created",
        "--interval=1",
        "--json",
      ],
      { signal: controller.signal, onWrite: () => controller.abort() },
    );
    assert.equal(tailed.exitCode, 0, tailed.err);
    const [event] = jsonLines(tailed.out);
    assert.deepEqual([event.type, event.data.session_id], [
      "session.created",
      after.id,
    ]);
    assert.match(tailed.err, /Go on from here with --after=evt_/);
  },
);

listeningTest(
  "Login tries the key, keeps it for its owner only, and for that address only",
  async ({
    url,
    api,
  }) => {
    const folder = await Deno.makeTempDir();
    const env = { HISSUNO_CONFIG: `${folder}/deep/config.json` };
    try {
      const wrong = await command(["login", "--base-url", url], {
        env,
        input: "hiss_wrong\n",
      });
      assert.equal(wrong.exitCode, 3);
      await assert.rejects(Deno.stat(env.HISSUNO_CONFIG));
      const right = await command(["login"], {
        env,
        answers: [url, api.keys.read],
      });
      assert.equal(right.exitCode, 0, right.err);
      assert.ok(!right.err.includes(api.keys.read));
      assert.equal((await Deno.stat(env.HISSUNO_CONFIG)).mode! & 0o777, 0o600);
      assert.match((await command(["whoami"], { env })).out, /\(proj_\w+\)/);
      const denied = await command(["create", "sessions", "--name=A"], { env });
      assert.equal(denied.exitCode, 3);
      assert.match(denied.err, /a key that may do this: hissuno login/);
      const elsewhere = await command([
        "whoami",
        "--base-url=http://127.0.0.1:1",
      ], { env });
      assert.match(elsewhere.err, /not logged in/);
      await Deno.chmod(env.HISSUNO_CONFIG, 0o644);
      assert.match((await command(["whoami"], { env })).err, /chmod 600/);
      assert.equal((await command(["logout"], { env })).exitCode, 0);
      assert.match(
        (await command(["whoami"], { env })).err,
        /Run hissuno login/,
      );
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);

Deno.test("A wrong command says what would be right, and ends with 2", async () => {
  const env = { HISSUNO_BASE_URL: "http://127.0.0.1:1", HISSUNO_API_KEY: "a" };
  const wrong: [string, RegExp][] = [
    ["lst sessions", /no command lst/],
    ["list", /hissuno list sessions/],
    ["list sesions", /There are: .*sessions/],
    ["merge sessions", /What they can do: list, create/],
    ["get sessions", /Write hissuno get sessions <session_id>/],
    ["list sessions --stat active", /mean --status\?/],
    ["list sessions --status open", /one of active, closed/],
    ["list sessions --limit many", /number/],
    ["update sessions sess_1", /Nothing to change/],
    ["create sessions --name", /--name needs a value/],
    ["create sessions --data {x", /--data is not JSON/],
    ["create sessions --data @/nowhere", /Cannot read/],
    ["create sessions --data [1]", /must be an object/],
    ["import events a", /What can: sessions/],
    ["export messages", /What can: .*sessions/],
    ["search words --in messages", /cannot be searched/],
    ["list sessions -x", /no option -x/],
    ["login hiss_key", /can be read by others/],
  ];
  for (const [words, expected] of wrong) {
    const { exitCode, err } = await command(words.split(" "), { env });
    assert.match(err, expected, words);
    assert.equal(exitCode, 2, words);
  }
  assert.equal((await command(["whoami"], { env })).exitCode, 6);
});

Deno.test("Every command has help that names its options", async () => {
  const general = await command(["--help"]);
  assert.match(general.out, /hissuno login/);
  assert.equal((await command([])).out, general.out);
  for (
    const name of [
      "login",
      "logout",
      "whoami",
      "search",
      "import",
      "export",
      "tail",
    ]
  ) {
    assert.match(
      (await command([name, "--help"])).out,
      new RegExp(`hissuno ${name}`),
    );
  }
  const list = (await command(["list", "sessions", "--help"])).out;
  assert.match(list, /--status=<text> +One of active, closed/);
  assert.equal(list.match(/--limit/g)!.length, 1);
  assert.equal((await command(["help", "list", "sessions"])).out, list);
  assert.match(
    (await command(["help", "issues"])).out,
    /hissuno merge issues <issue_id>/,
  );
  assert.match(
    (await command(["create", "sessions", "-h"])).out,
    /--data=<json>/,
  );
});

Deno.test("What customers wrote cannot give orders to a terminal", () => {
  const evil = "\u001b[2Ja\u009b31mb\u202ec\nd\te\u0000";
  assert.equal(cell(evil), "[2Ja 31mb c d e");
  assert.ok(
    !/\p{Cc}|\p{Cf}/u.test(tableOf([{ id: evil }], 20).replaceAll("\n", "")),
  );
  assert.equal(jsonLine("\u009b\u001b"), '"\\u009b\\u001b"\n');
});

Deno.test("A table fits the window and cuts what is too long", () => {
  const items = [
    { id: "a", name: "Short", tags: ["x", "y"] },
    { id: "b", name: "L".repeat(60), tags: [] },
  ];
  const lines = tableOf(items, 30).trimEnd().split("\n");
  assert.ok(lines.every((line) => line.length <= 30));
  assert.match(tableOf(items, null), /^ID {2}NAME +TAGS\na {3}Short +x, y\n/);
  assert.match(tableOf(items, null), /L…/);
});
