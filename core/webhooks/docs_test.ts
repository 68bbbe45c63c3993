import assert from "node:assert/strict";
import { publicEventTypes } from "./mod.ts";
import { newSecret, sealSecret, Signer } from "./secret.ts";
import { testSecret } from "./testing/world.ts";

const page = await Deno.readTextFile(new URL("../../docs/v1/webhooks.md", import.meta.url));

/** The code of the page in one language. */
function codeOf(language: string): string {
  const code = page.split(`\`\`\`${language}\n`)[1]?.split("```")[0];
  assert.ok(code, `docs/v1/webhooks.md shows nothing in ${language}`);
  return code;
}

/** A delivery signed with a new secret and with the one before, beside ways in which it is wrong. */
async function signed() {
  const [old, fresh] = [newSecret(), newSecret()];
  const at = new Date();
  const body = JSON.stringify({ type: "session.created", data: { name: "Jürgen 🙂" } });
  const sealed = (text: string) => sealSecret(testSecret, "proj_1", "hook_1", text);
  const keys = {
    project_id: "proj_1",
    endpoint_id: "hook_1",
    secret: await sealed(fresh),
    previous_secret: await sealed(old),
    previous_until: new Date(at.getTime() + 1_000),
  };
  const headersAt = async (time: Date) => ({
    "webhook-id": "evt_1",
    "webhook-timestamp": String(Math.floor(time.getTime() / 1_000)),
    "webhook-signature": await new Signer(testSecret).sign(keys, "evt_1", time, body),
  });
  const headers = await headersAt(at);
  const long = await headersAt(new Date(at.getTime() - 600_000));
  return {
    right: [[fresh, headers, body], [old, headers, body]] as const,
    wrong: [
      [newSecret(), headers, body],
      [fresh, headers, `${body} `],
      [fresh, { ...headers, "webhook-id": "evt_2" }, body],
      [fresh, { ...headers, "webhook-signature": "v1," }, body],
      [fresh, long, body],
    ] as const,
  };
}

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir({ prefix: "hissuno-webhook-docs-" });
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("The page's TypeScript tells signed deliveries from others", async () => {
  await inFolder(async (folder) => {
    const path = `${folder}/verify.ts`;
    await Deno.writeTextFile(path, codeOf("ts"));
    const { verify } = await import(`file://${path}`);
    const { right, wrong } = await signed();
    for (const [secret, headers, body] of right) {
      assert.deepEqual(verify(secret, headers, body), JSON.parse(body));
    }
    for (const given of wrong) assert.throws(() => verify(...given));
  });
});

const hasPython = await new Deno.Command("python3", { args: ["--version"], stdout: "null" })
  .output().then(({ success }) => success, () => false);

Deno.test({
  name: "The page's Python tells signed deliveries from others",
  ignore: !hasPython,
  fn: () =>
    inFolder(async (folder) => {
      const { right, wrong } = await signed();
      await Deno.writeTextFile(`${folder}/deliveries.json`, JSON.stringify({ right, wrong }));
      await Deno.writeTextFile(
        `${folder}/check.py`,
        `${codeOf("python")}
given = json.load(open("deliveries.json", encoding="utf-8"))
for secret, headers, body in given["right"]:
    assert verify(secret, headers, body) == json.loads(body)
for secret, headers, body in given["wrong"]:
    try:
        verify(secret, headers, body)
    except ValueError:
        continue
    raise AssertionError("It was taken")
`,
      );
      const { success, stderr } = await new Deno.Command("python3", {
        args: ["check.py"],
        cwd: folder,
        stderr: "piped",
      }).output();
      assert.ok(success, new TextDecoder().decode(stderr));
    }),
});

Deno.test("The page names every type of event", () => {
  for (const type of Object.keys(publicEventTypes)) {
    assert.ok(page.includes(`| \`${type}\` |`), type);
  }
});
