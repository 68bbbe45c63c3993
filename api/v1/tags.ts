import { z } from "zod";
import { BUILT_IN_TAGS } from "../../core/contract/mod.ts";
import type { Db } from "../../core/db/mod.ts";
import { notFound } from "../../core/errors.ts";
import { addTag, removeTag, tagUses } from "../../core/projects/mod.ts";
import { projectTags } from "../../core/sessions/mod.ts";
import { input, output, page, pageOf } from "./components.ts";
import { words } from "./fields.ts";
import { operation } from "./operation.ts";

const tag = "Tags";

const shown = output(
  "Tag",
  z.strictObject({
    name: z.string(),
    is_built_in: z.boolean().describe("Every project has it."),
    session_count: z.int().describe("How many sessions have it, counted up to 1,000."),
  }).describe("A word that sessions are sorted by."),
);

const tagList = pageOf("TagList", shown);

const tagCreate = input(
  "TagCreate",
  z.strictObject({
    name: words(50).describe(
      "Lower-case letters, digits and underscores; blanks and hyphens become underscores.",
    ),
  }).describe("A tag to add to the project's own."),
);

async function tagsOf(db: Db, projectId: string) {
  const names = await projectTags(db, projectId);
  const uses = await tagUses(db, projectId, names);
  const builtIn: readonly string[] = BUILT_IN_TAGS;
  return names.map((name) => ({
    name,
    is_built_in: builtIn.includes(name),
    session_count: uses.get(name) ?? 0,
  }));
}

const list = operation({
  id: "listTags",
  method: "get",
  path: "/tags",
  tag,
  summary: "List the tags of the project",
  description: "All of them on one page: the built-in ones, then the project's own.",
  scope: "read",
  responses: { 200: { description: "All tags.", schema: tagList } },
  handler: async ({ sql, projectId }) => ({
    status: 200,
    body: page(await tagsOf(sql, projectId), null),
  }),
});

const create = operation({
  id: "createTag",
  method: "post",
  path: "/tags",
  tag,
  summary: "Add a tag to the project's own",
  scope: "full",
  body: tagCreate,
  responses: { 201: { description: "The new tag.", schema: shown } },
  example: { name: "churn_risk" },
  handler: async ({ db, projectId, body }) => {
    const name = await addTag(db, projectId, body.name);
    const tags = await tagsOf(db, projectId);
    return { status: 201, body: tags.find((one) => one.name === name) };
  },
});

const remove = operation({
  id: "deleteTag",
  method: "delete",
  path: "/tags/{tag_name}",
  tag,
  summary: "Take a tag out of the project's own",
  description: "Sessions that have it keep it. The built-in ones stay.",
  scope: "full",
  params: { tag_name: { description: "The tag.", noun: "Tag" } },
  responses: { 204: { description: "It is not a tag of the project any more." } },
  handler: async ({ db, projectId, params }) => {
    const known = (await tagsOf(db, projectId)).find(({ name }) => name === params.tag_name);
    if (!known || known.is_built_in) throw notFound("Tag");
    await removeTag(db, projectId, known.name);
    return { status: 204 };
  },
});

/** What can be done with tags. */
export const tagOperations = [list, create, remove];
