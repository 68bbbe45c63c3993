import { eraseContact, exportPerson, selectErasures } from "../core/customers/mod.ts";
import { check, readJson } from "../core/http/mod.ts";
import type { ApiContext } from "./context.ts";
import { customerIdOf, setterOf } from "./customers.ts";
import { eraseBody } from "./schemas/customer_body.ts";

/** `GET`: everything there is of a person, as one JSON document. */
export async function getPerson(c: ApiContext): Promise<Response> {
  const id = customerIdOf(c, "contact");
  const body = await exportPerson(c.var.services.sql, c.var.projectId, id);
  return new Response(body, {
    headers: {
      "Content-Type": "application/json",
      "Content-Disposition": `attachment; filename="${id}.json"`,
    },
  });
}

/** `POST`: erases a person everywhere; the record of it is answered. */
export async function postErase(c: ApiContext): Promise<Response> {
  const { value } = await readJson(c.req.raw);
  const { conversations } = check(eraseBody, value, c.var.schemaStatus);
  const id = customerIdOf(c, "contact");
  const by = setterOf(c).who ?? "unknown";
  const erasure = await eraseContact(c.var.services.sql, c.var.projectId, id, conversations, by);
  return c.json({ erasure });
}

/** `GET` of the records of erasures. */
export async function getErasures(c: ApiContext): Promise<Response> {
  const erasures = await selectErasures(c.var.services.sql, c.var.projectId);
  return c.json({ erasures, total: erasures.length });
}
