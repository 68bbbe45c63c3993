import type { Sql } from "../../core/db/mod.ts";
import { listSessions, type SessionFilter } from "../../core/sessions/mod.ts";
import { writeCursor } from "../../core/sessions/list_cursor.ts";
import { NEWEST, RARE_TAG } from "../fill/conversations.ts";
import { COMMON, MEDIUM, RARE } from "../fill/words.ts";
import { rowAtDepth } from "./bare_sql.ts";

/** A list as a caller asks for it: by the address's query, and as the filter that becomes. */
export interface ListCase {
  name: string;
  query: string;
  filter: SessionFilter;
  cursor?: string;
}

const day = (back: number) => new Date(NEWEST - back * 86_400_000);

/** Every kind of list and search on a project of bench/generate.ts. */
export async function listCases(sql: Sql, projectId: string): Promise<ListCase[]> {
  const page = await listSessions(sql, projectId, {}, { limit: 50 });
  const contactId = page.sessions.find(({ contact_id }) => contact_id !== null)?.contact_id ?? "-";
  const [dateFrom, dateTo] = [day(400), day(200)];
  const dates = `dateFrom=${dateFrom.toISOString()}&dateTo=${dateTo.toISOString()}`;
  const made: [string, string, SessionFilter][] = [
    ["no filter", "", {}],
    ["status", "status=closed", { status: "closed" }],
    ["source", "source=slack", { source: "slack" }],
    ["source and status", "source=slack&status=active", { source: "slack", status: "active" }],
    ["common tag", "tags=bug", { tags: ["bug"] }],
    ["rare tag", `tags=${RARE_TAG}`, { tags: [RARE_TAG] }],
    ["two tags", "tags=bug,losses", { tags: ["bug", "losses"] }],
    ["tag and status", "tags=bug&status=active", { tags: ["bug"], status: "active" }],
    ["tag and dates", `tags=bug&${dates}`, { tags: ["bug"], dateFrom, dateTo }],
    ["dates", dates, { dateFrom, dateTo }],
    ["dates and status", `${dates}&status=active`, { dateFrom, dateTo, status: "active" }],
    ["dates and source", `${dates}&source=manual`, { dateFrom, dateTo, source: "manual" }],
    ["takeover", "isHumanTakeover=true", { isHumanTakeover: true }],
    ["no takeover", "isHumanTakeover=false", { isHumanTakeover: false }],
    ["analyzed", "isAnalyzed=true", { isAnalyzed: true }],
    ["not analyzed", "isAnalyzed=false", { isAnalyzed: false }],
    ["not analyzed, status", "isAnalyzed=false&status=active", {
      isAnalyzed: false,
      status: "active",
    }],
    ["waiting for a person", "", { needsHuman: true }],
    ["contact", `contactId=${contactId}`, { contactId }],
    ["unknown contact", "contactId=cont_x", { contactId: "cont_x" }],
    ["unknown company", "companyId=comp_x", { companyId: "comp_x" }],
    ["product scope", "productScopeIds=scope_1", { productScopeIds: ["scope_1"] }],
    ["part of the name", "name=dri", { name: "dri" }],
    ["no such name", "name=qqqq", { name: "qqqq" }],
    ["with archived", "showArchived=true", { showArchived: true }],
    ["search, common word", `search=${COMMON}`, { search: COMMON }],
    ["search, medium word", `search=${MEDIUM}`, { search: MEDIUM }],
    ["search, rare word", `search=${RARE}`, { search: RARE }],
    ["search, unknown word", "search=qqqqqq", { search: "qqqqqq" }],
    ["search, two words", `search=${COMMON}+${MEDIUM}`, { search: `${COMMON} ${MEDIUM}` }],
    ["search, without a word", `search=${MEDIUM}+-${COMMON}`, { search: `${MEDIUM} -${COMMON}` }],
    ["search, beginning of many words", "search=dri", { search: "dri" }],
    ["search, e-mail", "search=person17@company17.example", {
      search: "person17@company17.example",
    }],
    ["search, common word and tag", `search=${COMMON}&tags=bug`, {
      search: COMMON,
      tags: ["bug"],
    }],
    ["search, common word and rare tag", `search=${COMMON}&tags=${RARE_TAG}`, {
      search: COMMON,
      tags: [RARE_TAG],
    }],
    ["search, common word and takeover", `search=${COMMON}&isHumanTakeover=true`, {
      search: COMMON,
      isHumanTakeover: true,
    }],
    ["search, common word and dates", `search=${COMMON}&${dates}`, {
      search: COMMON,
      dateFrom,
      dateTo,
    }],
  ];
  const cases: ListCase[] = made.map(([name, query, filter]) => ({ name, query, filter }));
  for (const share of [0.1, 0.5, 0.9]) {
    const { id, at } = await rowAtDepth(sql, projectId, share);
    const cursor = writeCursor({ order: "last_activity_at", at, id, backwards: false });
    cases.push({
      name: `cursor at ${share * 100} % of the list`,
      query: `cursor=${cursor}`,
      filter: {},
      cursor,
    });
  }
  return cases;
}
