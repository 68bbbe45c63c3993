import { z } from "zod";
import { scopes } from "../../core/access/mod.ts";
import { currencyOf } from "../../core/customers/mod.ts";
import { projectOf } from "../../core/projects/mod.ts";
import { output } from "./components.ts";
import { time } from "./fields.ts";
import { operation } from "./operation.ts";

const project = output(
  "Project",
  z.strictObject({
    id: z.string(),
    name: z.string(),
    plan: z.string().describe("What the limits of its keys depend on."),
    currency: z.string().describe("What revenues are in, such as `USD`."),
    key: z.strictObject({ id: z.string(), name: z.string(), scope: z.enum(scopes) })
      .describe("The key that asks."),
    created_at: time,
    updated_at: time,
  }).describe("The project of the key."),
);

const read = operation({
  id: "getProject",
  method: "get",
  path: "/project",
  tag: "Project",
  summary: "Read the project of the key",
  description: "A good first call: it tells whether the key is valid and what it may do.",
  scope: "read",
  responses: { 200: { description: "The project.", schema: project } },
  isVersioned: true,
  handler: async ({ sql, projectId, key }) => {
    const { id, name, plan, settings, createdAt, updatedAt } = await projectOf(sql, projectId);
    const body = {
      id,
      name,
      plan,
      currency: currencyOf(settings),
      key: { id: key.keyId, name: key.name, scope: key.scope },
      created_at: createdAt,
      updated_at: updatedAt,
    };
    return { status: 200, body };
  },
});

/** What can be done with the project. */
export const projectOperations = [read];
