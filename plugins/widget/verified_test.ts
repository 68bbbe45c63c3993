import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { dbTest } from "../../core/db/testing.ts";
import type { Sql } from "../../core/db/mod.ts";
import { rotateIdentitySecret } from "../../core/visitors/mod.ts";
import { testSecret, type TestWidget, testWidget, tokenOf } from "./testing.ts";

/** A widget whose project has a secret; `sign` is what the project's server does. */
function verifiedTest(
  name: string,
  test: (world: {
    sql: Sql;
    widget: TestWidget;
    sign: (text: string) => string;
    say: (user: unknown, given?: Record<string, unknown>, token?: string) => Promise<Said>;
  }) => Promise<void>,
): void {
  dbTest(name, async (sql) => {
    const widget = await testWidget(sql);
    try {
      const secret = await rotateIdentitySecret(sql, testSecret, widget.projectId, null);
      let count = 0;
      await test({
        ...{ sql, widget },
        sign: (text) => createHmac("sha256", secret).update(text).digest("hex"),
        async say(user, given = {}, token = tokenOf("a")) {
          const { status, body } = await widget.json(`/${widget.projectId}/messages`, {
            token,
            body: { client_id: `c${++count}`, text: "Hello", user, ...given },
          });
          assert.equal(status, 201, JSON.stringify(body));
          return { id: body.session.id, identity: body.identity };
        },
      });
    } finally {
      await widget.stop();
    }
  });
}

interface Said {
  id: string;
  identity: string;
}

const rowOf = async (sql: Sql, id: string) =>
  (await sql`
    select s.verified_user, s.user_metadata, c.email, c.name,
      (select jsonb_agg(value order by value) from contact_identities i
       where i.project_id = s.project_id and i.contact_id = c.id) as identities
    from sessions s left join contacts c on c.project_id = s.project_id and c.id = s.contact_id
    where s.id = ${id}`)[0]!;

verifiedTest(
  "A signed id is verified, and the page's word stays a claim",
  async ({ sql, sign, say }) => {
    const signed = await say({ id: "42", email: "ann@acme.test", user_hash: sign("42") });
    assert.equal(signed.identity, "verified");
    assert.equal((await rowOf(sql, signed.id)).verified_user, "id:42");
    const claimed = await say({ id: "42" }, {}, tokenOf("b"));
    assert.equal(claimed.identity, "claimed");
    assert.equal((await rowOf(sql, claimed.id)).verified_user, null);
  },
);

verifiedTest(
  "A wrong signature makes nobody somebody, also where none is required",
  async (world) => {
    const { sql, sign, say } = world;
    await say({ id: "42", email: "ann@acme.test", user_hash: sign("42") });
    const wrong = await say({ id: "42", name: "Ann", user_hash: sign("41") }, {}, tokenOf("b"));
    assert.equal(wrong.identity, "unverified");
    const row = await rowOf(sql, wrong.id);
    assert.deepEqual([row.verified_user, row.email], [null, null]);
    assert.deepEqual(row.user_metadata, { unverified_user_id: "42", unverified_name: "Ann" });
  },
);

verifiedTest(
  "Where proof is required, claims are kept but never lead to a contact",
  async (world) => {
    const { sql, widget, sign, say } = world;
    await widget.configure({ require_verified_identity: true });
    const ann = await say({
      id: "42",
      email: "ann@acme.test",
      user_hash: sign("42\nann@acme.test"),
    });
    assert.equal((await rowOf(sql, ann.id)).email, "ann@acme.test");
    // Somebody else's own signature does not carry Ann's address along.
    const bob = await say(
      { id: "7", email: "ann@acme.test", name: "Bob", user_hash: sign("7") },
      {},
      tokenOf("b"),
    );
    const row = await rowOf(sql, bob.id);
    assert.deepEqual([row.verified_user, row.email, row.identities], ["id:7", null, ["7"]]);
    assert.equal(row.user_metadata.unverified_email, "ann@acme.test");
    const claim = await say(
      { email: "ann@acme.test" },
      { metadata: { plan: "pro" } },
      tokenOf("c"),
    );
    assert.equal(claim.identity, "unverified");
    const anonymous = await rowOf(sql, claim.id);
    assert.equal(anonymous.email, null);
    assert.deepEqual(anonymous.user_metadata, { plan: "pro", unverified_email: "ann@acme.test" });
    assert.equal((await say(undefined, {}, tokenOf("d"))).identity, "anonymous");
  },
);

verifiedTest("A proven session takes messages of its owner only", async ({ sql, sign, say }) => {
  const ann = { id: "42", user_hash: sign("42") };
  const first = await say(ann);
  assert.equal((await say(ann, { session_id: first.id })).id, first.id);
  const other = await say({ id: "7", user_hash: sign("7") }, { session_id: first.id });
  assert.notEqual(other.id, first.id);
  const nobody = await say(undefined, { session_id: first.id });
  assert.notEqual(nobody.id, first.id);
  assert.equal((await rowOf(sql, first.id)).verified_user, "id:42");
});

verifiedTest("Identifying proves an open session, and cannot take a proven one", async (world) => {
  const { sql, widget, sign, say } = world;
  const { id } = await say(undefined);
  const identify = async (user: unknown) =>
    (await widget.json(`/${widget.projectId}/identify`, { body: { session_id: id, user } })).body;
  assert.equal((await identify({ id: "42", user_hash: sign("42") })).identity, "verified");
  assert.equal((await identify({ id: "7", user_hash: sign("7") })).identity, "unverified");
  assert.equal((await identify({ id: "7", name: "Mallory" })).identity, "unverified");
  const row = await rowOf(sql, id);
  assert.deepEqual([row.verified_user, row.name], ["id:42", null]);
});
