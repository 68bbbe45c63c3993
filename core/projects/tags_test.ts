import assert from "node:assert/strict";
import { dbTest } from "../db/testing.ts";
import { AppError } from "../errors.ts";
import { addTag, createProject, findProject, ownTagsOf, removeTag, tagUses } from "./mod.ts";
import { checkTag, tagsMaximum, withTag } from "./tags_model.ts";

function refusal(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    assert.ok(error instanceof AppError);
    return error;
  }
  assert.fail("Expected a refusal");
}

Deno.test("A tag typed as words becomes small letters with underscores", () => {
  assert.equal(checkTag("  Churn Risk "), "churn_risk");
  assert.equal(checkTag("pro-tier  2"), "pro_tier_2");
});

Deno.test("A tag with other characters, without any or with too many is refused", () => {
  for (const tag of ["", "   ", "naïve", "a,b", "<b>", "x".repeat(51), "tag\0"]) {
    assert.equal(refusal(() => checkTag(tag)).status, 400, JSON.stringify(tag));
  }
});

Deno.test("A built-in tag, one the project has and a tag too many are refused", () => {
  assert.match(refusal(() => withTag([], "bug")).message, /Every project has/);
  assert.match(refusal(() => withTag(["vip"], "VIP")).message, /already/);
  const full = Array.from({ length: tagsMaximum }, (_, index) => `tag_${index}`);
  assert.equal(refusal(() => withTag(full, "one_more")).status, 409);
});

Deno.test("Settings without a list of tags count as none", () => {
  assert.deepEqual(ownTagsOf({}), []);
  assert.deepEqual(ownTagsOf({ tags: "vip" }), []);
  assert.deepEqual(ownTagsOf({ tags: ["vip", 4] }), ["vip"]);
});

dbTest("Tags added at the same moment are all kept, beside the other settings", async (sql) => {
  const { id } = await createProject(sql, { name: "Tags" });
  await Promise.all(["one", "two", "three"].map((tag) => addTag(sql, id, tag)));
  assert.deepEqual(ownTagsOf((await findProject(sql, id))!.settings).toSorted(), [
    "one",
    "three",
    "two",
  ]);
  await removeTag(sql, id, "two");
  await removeTag(sql, id, "two");
  assert.equal(ownTagsOf((await findProject(sql, id))!.settings).length, 2);
  await assert.rejects(addTag(sql, "proj_none", "x"), /not found/);
});

dbTest("Uses are counted per tag within the project only", async (sql) => {
  const { id } = await createProject(sql, { name: "Tags" });
  assert.deepEqual(await tagUses(sql, id, ["vip"]), new Map());
  assert.deepEqual(await tagUses(sql, id, []), new Map());
  const other = (await createProject(sql, { name: "Other" })).id;
  for (const projectId of [id, other]) {
    await sql`
      insert into sessions
        (project_id, id, source, session_type, last_activity_at, created_at, updated_at)
      select ${projectId}, 'sess_' || n, 'api', 'chat', now(), now(), now()
      from generate_series(1, 3) as n`;
  }
  await sql`
    insert into session_tags (project_id, session_id, tag, last_activity_at)
    select ${id}, 'sess_' || n, 'vip', now() from generate_series(1, 2) as n`;
  assert.deepEqual(await tagUses(sql, id, ["vip", "churn"]), new Map([["vip", 2]]));
  assert.deepEqual(await tagUses(sql, other, ["vip"]), new Map());
});
