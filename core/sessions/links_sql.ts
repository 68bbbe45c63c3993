import type { LinkedEntities } from "../contract/mod.ts";
import type { Tx } from "../db/mod.ts";
import { invalid } from "../errors.ts";

/** What a session can be linked to, by the documented name and the stored one. */
const KINDS = {
  companies: "company",
  issues: "issue",
  knowledge_sources: "knowledge_source",
  product_scopes: "product_scope",
} as const;

type Kind = (typeof KINDS)[keyof typeof KINDS];

/** One link of a session. */
export interface Link {
  kind: Kind;
  id: string;
}

/** The links in a documented `linked_entities` object, each once. */
export function linksOf(entities: LinkedEntities): Link[] {
  return Object.entries(KINDS).flatMap(([field, kind]) =>
    [...new Set(entities[field as keyof LinkedEntities] ?? [])].map((id) => ({ kind, id }))
  );
}

/**
 * Links a session to things of its own project.
 *
 * @throws {AppError} 400 naming the field and the ids the project does not have
 */
export async function insertLinks(
  tx: Tx,
  projectId: string,
  sessionId: string,
  links: Link[],
  at: Date,
): Promise<void> {
  const inserted = await tx<{ kind: string; entity_id: string }[]>`
    insert into session_links (project_id, kind, entity_id, session_id, is_archived, status,
      last_activity_at, created_at)
    select ${projectId}, wanted.kind, wanted.id, s.id, s.is_archived, s.status, s.last_activity_at, ${at}
    from sessions s cross join unnest(${links.map(({ kind }) => kind)}::text[], ${
    links.map(({ id }) => id)
  }::text[])
      as wanted(kind, id)
    where s.project_id = ${projectId} and s.id = ${sessionId} and case wanted.kind
      when 'company' then exists (select from companies e
        where e.project_id = ${projectId} and e.id = wanted.id)
      when 'issue' then exists (select from issues e
        where e.project_id = ${projectId} and e.id = wanted.id)
      when 'knowledge_source' then exists (select from knowledge_sources e
        where e.project_id = ${projectId} and e.id = wanted.id)
      else exists (select from product_scopes e
        where e.project_id = ${projectId} and e.id = wanted.id)
    end
    on conflict (project_id, kind, entity_id, session_id) do update set created_at = excluded.created_at
    returning kind, entity_id`;
  for (const [field, kind] of Object.entries(KINDS)) {
    const found = new Set(inserted.filter((row) => row.kind === kind).map((row) => row.entity_id));
    const missing = links.filter((link) => link.kind === kind && !found.has(link.id));
    if (missing.length > 0) {
      throw invalid(
        `linked_entities.${field}`,
        `linked_entities.${field} names ids this project does not have: ${
          missing.slice(0, 5).map(({ id }) => id.slice(0, 64)).join(", ")
        }.`,
      );
    }
  }
}

/** @throws {AppError} 400 when the project has no such contact */
export async function assertContact(tx: Tx, projectId: string, contactId: string): Promise<void> {
  const [row] = await tx`
    select 1 from contacts where project_id = ${projectId} and id = ${contactId}`;
  if (!row) {
    throw invalid("contact_id", `contact_id ${contactId.slice(0, 64)} is not in this project.`);
  }
}
