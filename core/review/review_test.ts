import assert from "node:assert/strict";
import { createCompany, createContact } from "../customers/mod.ts";
import type { AppError } from "../errors.ts";
import { createIssue, getIssue, linkSession, unlinkSession } from "../issues/mod.ts";
import { addTag } from "../projects/mod.ts";
import { updateSession } from "../sessions/mod.ts";
import { decide, listDecisions, waitingDecisions } from "./decide.ts";
import { sweepReviews } from "./fill.ts";
import type { Decision } from "./review_model.ts";
import { startReview } from "./run.ts";
import { maya, reviewTest, type ReviewWorld } from "./testing/world.ts";

const person = { kind: "person" as const, id: "usr_maya", name: "Maya" };
const setter = { by: "person" as const, who: "usr_maya" };
const trouble = [
  "Hi there, the CSV export crashes when I pick more than one month.",
  "It would be great if exports could be scheduled every Monday.",
];
const issueActor = { kind: "person" as const, id: "usr_maya", name: "Maya" };

async function exportIssue({ sql, projectId }: ReviewWorld) {
  const input = { title: "CSV export crashes with several months", type: "bug" as const };
  return await createIssue(sql, projectId, input, issueActor);
}

const byKind = (decisions: Decision[], kind: string) =>
  decisions.filter((one) => one.kind === kind);

reviewTest("Suggestions wait for a person and change nothing until then", async (world) => {
  const issue = await exportIssue(world);
  const id = await world.closed(trouble);
  await world.review(id);
  const { runs: [run], decisions } = await world.read(id);
  assert.equal(run!.status, "done");
  assert.deepEqual(run!.steps.map(({ step, status, made_by }) => [step, status, made_by]), [
    ["classify", "done", "rules"],
    ["summarise", "done", "rules"],
    ["customer", "done", "rules"],
    ["issues", "done", "rules"],
  ]);
  assert.deepEqual(byKind(decisions, "tag").map(({ subject }) => subject).sort(), [
    "bug",
    "feature_request",
  ]);
  const bug = decisions.find(({ subject }) => subject === "bug")!;
  assert.equal(bug.evidence[0]!.text, trouble[0]);
  assert.match(bug.reason, /“crashes”/);
  assert.equal(byKind(decisions, "issue_link")[0]!.subject, issue.id);
  assert.ok(decisions.every(({ state }) => state === "suggested"));
  const session = await world.session(id);
  assert.deepEqual([session.analysis_status, session.tags, session.name], ["analyzed", [], null]);
  assert.equal((await getIssue(world.sql, world.projectId, issue.id)).session_count, 0);
  assert.equal(await waitingDecisions(world.sql, world.projectId), decisions.length);
});

reviewTest("Accepting puts in place, undoing restores what was before", async (world) => {
  const { sql, projectId } = world;
  const issue = await exportIssue(world);
  const id = await world.closed(trouble);
  await world.review(id);
  const { decisions } = await world.read(id);
  const doAll = async (action: "accept" | "undo") => {
    for (const one of decisions) await decide(sql, projectId, one.id, action, maya);
  };
  await doAll("accept");
  let session = await world.session(id);
  assert.deepEqual((session.tags as string[]).sort(), ["bug", "feature_request"]);
  assert.equal(session.name, "The CSV export crashes when I pick more than one month");
  assert.ok((session.description as string).includes("scheduled every Monday"));
  assert.equal((await getIssue(sql, projectId, issue.id)).session_count, 1);
  const [quote] = await sql`select quote from issue_quotes`;
  assert.ok(trouble.includes(quote!.quote));
  const [accepted] = (await world.read(id)).decisions;
  assert.deepEqual([accepted!.state, accepted!.decided_by_name], ["accepted", "Maya"]);
  await doAll("undo");
  session = await world.session(id);
  assert.deepEqual([session.tags, session.name, session.description, session.edited_fields], [
    [],
    null,
    null,
    // Somebody saw to the tags by hand: they count as a person's from now on.
    ["tags"],
  ]);
  assert.equal((await getIssue(sql, projectId, issue.id)).session_count, 0);
  // What was taken back is not suggested again.
  await world.review(id);
  const after = await world.read(id);
  assert.equal(after.decisions.filter(({ state }) => state === "suggested").length, 0);
});

reviewTest("What a person changed meanwhile stays when a decision is undone", async (world) => {
  const { sql, projectId } = world;
  const id = await world.closed(trouble);
  await world.review(id);
  const { decisions } = await world.read(id);
  const name = byKind(decisions, "name")[0]!;
  await decide(sql, projectId, name.id, "accept", maya);
  await updateSession(sql, projectId, id, { name: "Mine" }, person);
  await assert.rejects(decide(sql, projectId, name.id, "undo", maya), /changed meanwhile/);
  assert.equal((await world.session(id)).name, "Mine");
  const again = await decide(sql, projectId, name.id, "accept", maya);
  assert.equal(again.state, "accepted");
  await assert.rejects(decide(sql, projectId, name.id, "reject", maya), /decided already/);
});

reviewTest(
  "Changed and rejected decisions say so, and a rejection can be undone",
  async (world) => {
    const { sql, projectId } = world;
    await addTag(sql, projectId, "exports");
    const id = await world.closed(trouble);
    await world.review(id);
    const { decisions } = await world.read(id);
    const [tag, other] = byKind(decisions, "tag");
    const changed = await decide(sql, projectId, tag!.id, "change", maya, { tag: "exports" });
    assert.deepEqual([changed.state, changed.applied], ["changed", { tag: "exports" }]);
    await assert.rejects(
      decide(sql, projectId, other!.id, "change", maya, { tag: "unknown" }),
      /Unknown tag/,
    );
    await assert.rejects(decide(sql, projectId, other!.id, "change", maya, {}), /value\.tag/);
    assert.equal((await decide(sql, projectId, other!.id, "reject", maya)).state, "rejected");
    assert.equal((await decide(sql, projectId, other!.id, "undo", maya)).state, "suggested");
    assert.deepEqual((await world.session(id)).tags, ["exports"]);
    const decided = await listDecisions(sql, projectId, "decided");
    assert.deepEqual(decided.decisions.map((one) => one.id), [tag!.id]);
  },
);

reviewTest("Automatic mode puts in place at once and never over a person's work", async (world) => {
  const { sql, projectId } = world;
  await world.set({ mode: "automatic" });
  const issue = await exportIssue(world);
  const id = await world.closed(trouble, { customer: { email: "ann@acme.example" } });
  const mine = await world.closed(trouble);
  await updateSession(sql, projectId, mine, { name: "Mine", tags: ["wins"] }, person);
  await world.review(id);
  await world.review(mine);
  const { decisions } = await world.read(id);
  assert.ok(decisions.every(({ state }) => state === "applied"), JSON.stringify(decisions));
  const session = await world.session(id);
  assert.deepEqual((session.tags as string[]).sort(), ["bug", "feature_request"]);
  // A source may still bring a better name: nobody wrote this one.
  assert.deepEqual(session.edited_fields, []);
  const kept = await world.session(mine);
  assert.deepEqual([kept.name, kept.tags], ["Mine", ["wins"]]);
  assert.equal((await getIssue(sql, projectId, issue.id)).session_count, 2);
  // What a person takes away, no later review brings back.
  await unlinkSession(sql, projectId, issue.id, id, issueActor);
  await world.review(id);
  assert.equal((await getIssue(sql, projectId, issue.id)).session_count, 1);
});

reviewTest("Two conversations about the same make one issue", async (world) => {
  const { sql, projectId } = world;
  const said = ["The invoice PDF shows the wrong currency for Swiss customers."];
  const ids = [await world.closed(said), await world.closed(said)];
  for (const id of ids) await world.review(id);
  for (const id of ids) {
    const [made] = byKind((await world.read(id)).decisions, "issue_new");
    await decide(sql, projectId, made!.id, "accept", maya);
  }
  const issues = await sql`select id, title, type, session_count from issues`;
  assert.equal(issues.length, 1);
  assert.deepEqual([issues[0]!.type, issues[0]!.session_count], ["bug", 2]);
  const [first] = byKind((await world.read(ids[1]!)).decisions, "issue_new");
  await decide(sql, projectId, first!.id, "undo", maya);
  assert.equal((await getIssue(sql, projectId, issues[0]!.id)).session_count, 1);
  const [maker] = byKind((await world.read(ids[0]!)).decisions, "issue_new");
  await decide(sql, projectId, maker!.id, "undo", maya);
  assert.equal((await sql`select 1 from issues`).length, 0);
});

reviewTest("Sessions without a customer's word are skipped with the reason", async (world) => {
  const internal = [{ senderType: "human_agent" as const, content: "The export crashes again." }];
  const cases: [string, RegExp][] = [
    [await world.closed([]), /Nothing was said/],
    [await world.closed(["hi"]), /only greeted/],
    [await world.closed([], { messages: internal }), /No customer/],
    [
      await world.closed(["We offer SEO services and backlinks, see https://rank.example"]),
      /advertising/,
    ],
  ];
  for (const [id, reason] of cases) {
    await world.review(id);
    const { runs: [run], decisions } = await world.read(id);
    assert.equal(run!.status, "skipped");
    assert.match(run!.reason!, reason);
    assert.equal(decisions.length, 0);
    assert.equal((await world.session(id)).analysis_status, "skipped");
  }
});

reviewTest("A session that closes is reviewed once, and again when it went on", async (world) => {
  const { sql, projectId } = world;
  const id = await world.closed(trouble);
  const archived = await world.closed(trouble);
  await updateSession(sql, projectId, archived, { isArchived: true }, person);
  const worker = world.worker();
  worker.start();
  const sweep = async () => {
    await sweepReviews(sql);
    await world.settled();
  };
  try {
    await sweep();
    await sweep();
    assert.deepEqual((await world.read(id)).runs.map(({ number }) => number), [1]);
    assert.equal((await world.session(archived)).analysis_status, "pending");
    // Closed again without news: nothing to do. With news: once more.
    await updateSession(sql, projectId, id, { status: "active" }, person);
    await updateSession(sql, projectId, id, { status: "closed" }, person);
    await sweep();
    assert.equal((await world.read(id)).runs.length, 1);
    await sql`update sessions set message_count = message_count + 1 where id = ${id}`;
    assert.equal((await world.session(id)).analysis_status, "pending");
    await sweep();
    assert.equal((await world.read(id)).runs.length, 2);
    await world.set({ mode: "off" });
    const later = await world.closed(trouble);
    await sweep();
    assert.equal((await world.session(later)).analysis_status, "pending");
  } finally {
    await worker.stop(2_000);
  }
});

reviewTest("Steps that are switched off are left out", async (world) => {
  await world.set({ steps: ["summarise"] });
  const id = await world.closed(trouble);
  await world.review(id);
  const { runs: [run], decisions } = await world.read(id);
  assert.deepEqual(run!.steps.map(({ status }) => status), [
    "skipped",
    "done",
    "skipped",
    "skipped",
  ]);
  assert.deepEqual([...new Set(decisions.map(({ step }) => step))], ["summarise"]);
});

reviewTest("An address that was only typed waits for a person in every mode", async (world) => {
  const { sql, projectId } = world;
  await world.set({ mode: "automatic" });
  const known = await world.closed(["Hello, I cannot log in."], {
    customer: { email: "ann@acme.example", company: { name: "Acme", domain: "acme.example" } },
  });
  const id = await world.closed(["I cannot log in either. My email is Ann@acme.example"]);
  await world.review(id);
  const { decisions } = await world.read(id);
  const contact = byKind(decisions, "contact")[0]!;
  assert.deepEqual([contact.state, contact.value.email], ["suggested", "ann@acme.example"]);
  assert.equal((await world.session(id)).contact_id, null);
  await decide(sql, projectId, contact.id, "accept", maya);
  const { contact_id } = await world.session(known);
  assert.equal((await world.session(id)).contact_id, contact_id);
  await decide(sql, projectId, contact.id, "undo", maya);
  assert.equal((await world.session(id)).contact_id, null);
});

reviewTest(
  "Another customer and company than those suggested are chosen, and undone",
  async (world) => {
    const { sql, projectId } = world;
    const other = await createContact(
      sql,
      projectId,
      { name: "Bo", email: "bo@bolt.example" },
      setter,
    );
    const bolt = await createCompany(
      sql,
      projectId,
      { name: "Bolt", domain: "bolt.example" },
      setter,
    );
    await world.closed(["Hello, I cannot log in."], {
      customer: { email: "ann@acme.example", company: { name: "Acme", domain: "acme.example" } },
    });
    const id = await world.closed(["I cannot log in either. My email is Ann@acme.example"]);
    await world.review(id);
    const { decisions } = await world.read(id);
    const [contact] = byKind(decisions, "contact");
    const [company] = byKind(decisions, "company");
    for (const value of [{ contact_id: "cont_none" }, { company_id: bolt }, {}]) {
      await assert.rejects(
        decide(sql, projectId, contact!.id, "change", maya, value),
        (error: AppError) =>
          error.status === 400 && error.details![0]!.field === "value.contact_id",
      );
    }
    const changed = await decide(sql, projectId, contact!.id, "change", maya, {
      contact_id: other,
    });
    assert.deepEqual([changed.state, changed.applied], ["changed", {
      contact_id: other,
      name: "Bo",
      email: "bo@bolt.example",
    }]);
    assert.equal((await world.session(id)).contact_id, other);
    const linked = await decide(sql, projectId, company!.id, "change", maya, { company_id: bolt });
    assert.deepEqual(linked.applied, { company_id: bolt, name: "Bolt", domain: "bolt.example" });
    const links = () =>
      sql`select entity_id from session_links where session_id = ${id} and kind = 'company'`;
    assert.ok((await links()).some(({ entity_id }) => entity_id === bolt));
    await decide(sql, projectId, company!.id, "undo", maya);
    await decide(sql, projectId, contact!.id, "undo", maya);
    assert.equal((await world.session(id)).contact_id, null);
    assert.ok((await links()).every(({ entity_id }) => entity_id !== bolt));
  },
);

reviewTest("An issue that a person linked already is not suggested again", async (world) => {
  const { sql, projectId } = world;
  const issue = await exportIssue(world);
  const id = await world.closed(trouble);
  const link = { sessionId: id, by: "person" as const };
  await linkSession(sql, projectId, issue.id, link, issueActor);
  await world.review(id);
  const { runs: [run], decisions } = await world.read(id);
  assert.deepEqual(byKind(decisions, "issue_link"), []);
  assert.deepEqual(byKind(decisions, "issue_new"), []);
  assert.equal(run!.steps[3]!.note, `It is linked to “${issue.title}” already.`);
});

reviewTest("A review that is asked for twice at once is one review", async (world) => {
  const { sql, projectId } = world;
  const id = await world.closed(trouble);
  const runs = await Promise.all(
    [1, 2, 3].map(() => startReview(sql, projectId, id, { by: "person" })),
  );
  assert.equal(new Set(runs).size, 1);
  await assert.rejects(startReview(sql, projectId, "sess_none", { by: "api" }), /not found/);
  await assert.rejects(startReview(sql, "proj_other", id, { by: "api" }), /not found/);
});

reviewTest("Evidence goes with its message", async (world) => {
  const { sql } = world;
  const id = await world.closed(trouble);
  await world.review(id);
  await sql`update messages set content = 'Erased' where session_id = ${id}`;
  assert.ok((await world.read(id)).decisions.every(({ evidence }) => evidence.length === 0));
});
