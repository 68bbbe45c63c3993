import { z } from "zod";
import { listCompanies, listContacts } from "../core/customers/mod.ts";
import { check } from "../core/http/mod.ts";
import { listIssues } from "../core/issues/mod.ts";
import { searchKnowledge } from "../core/knowledge/mod.ts";
import { listSessions } from "../core/sessions/mod.ts";
import type { ApiContext } from "./context.ts";
import { queryOf } from "./schemas/session_query.ts";

const TYPES = ["session", "issue", "contact", "company", "knowledge"] as const;
type FoundType = typeof TYPES[number];

/** One thing that was found. */
interface Found {
  type: FoundType;
  id: string;
  title: string | null;
  excerpt: string | null;
}

const searchQuery = z.object({
  search: z.string("search is missing. Add ?search=... to the address.").trim()
    .min(1, "search must not be empty.").max(500, "search must be at most 500 characters."),
  types: z.string().transform((text) => text.split(",").map((one) => one.trim())).pipe(
    z.array(z.enum(TYPES, `types must name some of ${TYPES.join(", ")}, parted by commas.`)),
  ).default([...TYPES]),
  limit: z.coerce.number("limit must be a number from 1 to 50.").int()
    .min(1, "limit must be at least 1.").max(50, "limit must be at most 50.").default(10),
  projectId: z.string().optional(),
}).strict();

/**
 * `GET` of everything with these words: at most `limit` of each type, those of a type in its own
 * order, and how many there are (at least, where counting them all would take long).
 */
export async function getSearch(c: ApiContext): Promise<Response> {
  const { search, types, limit } = check(searchQuery, queryOf(c.req.url));
  const parts = await Promise.all(
    TYPES.filter((type) => types.includes(type)).map((type) => find(c, type, search, limit)),
  );
  return c.json({
    results: parts.flatMap(({ results }) => results),
    total: parts.reduce((sum, { total }) => sum + total, 0),
  });
}

async function find(
  c: ApiContext,
  type: FoundType,
  search: string,
  limit: number,
): Promise<{ results: Found[]; total: number }> {
  const { projectId, services: { sql, embedder } } = c.var;
  switch (type) {
    case "session": {
      const { sessions, total } = await listSessions(sql, projectId, { search }, { limit });
      return {
        total,
        results: sessions.map(({ id, name, preview }) => found(type, id, name, preview)),
      };
    }
    case "issue": {
      const { issues, total } = await listIssues(sql, projectId, { search }, {
        sort: "priority",
        limit,
      });
      return {
        total,
        results: issues.map(({ id, title, description }) => found(type, id, title, description)),
      };
    }
    case "contact": {
      const { rows, total } = await listContacts(sql, projectId, { search }, { limit });
      return { total, results: rows.map(({ id, name, email }) => found(type, id, name, email)) };
    }
    case "company": {
      const { rows, total } = await listCompanies(sql, projectId, { search }, { limit });
      return { total, results: rows.map(({ id, name, domain }) => found(type, id, name, domain)) };
    }
    case "knowledge": {
      const passages = await searchKnowledge(sql, projectId, search, {
        limit: Math.min(limit, 20),
        embedder: embedder ?? undefined,
      });
      return {
        total: passages.length,
        results: passages.map(({ source_id, source_name, heading, content }) =>
          found(type, source_id, heading || source_name, content)
        ),
      };
    }
  }
}

function found(type: FoundType, id: string, title: string | null, text: string | null): Found {
  return { type, id, title, excerpt: text === null ? null : text.slice(0, 300).toWellFormed() };
}
