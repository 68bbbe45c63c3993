import type { Sql } from "../../db/mod.ts";
import { bucketOf, dayIn } from "../analytics_model.ts";

interface Raw {
  id: string;
  source: string;
  session_type: string;
  status: string;
  is_live: boolean;
  is_human_takeover: boolean;
  needs_human: string | null;
  tags: string[];
  created_at: Date;
  closed_at: Date | null;
  messages: { sequence: number; sender_type: string; created_at: string }[];
  handoffs: string[];
  links: { kind: string; entity_id: string }[];
}

/** Sums as the tables keep them: what is counted, and how often. */
export type Sums = Record<string, number>;

/** The sums of a project, counted one session at a time out of what is stored; without SQL's help. */
export async function countDirectly(sql: Sql, projectId: string, zone: string): Promise<Sums> {
  const sums: Sums = {};
  const add = (...key: unknown[]) => {
    const name = key.join("/");
    sums[name] = (sums[name] ?? 0) + 1;
  };
  for (const session of await readAll(sql, projectId)) {
    const day = dayIn(zone, session.created_at);
    const isChat = session.session_type === "chat";
    const isLive = isChat && session.is_live;
    const isClosed = isLive && session.status === "closed";
    const wasTaken = session.is_human_takeover || session.handoffs.includes("takeover");
    const messages = session.messages.toSorted((a, b) => a.sequence - b.sequence);
    const end = session.closed_at?.getTime() ?? Infinity;
    const byPerson = messages.some(({ sender_type, created_at }) =>
      sender_type === "human_agent" && Date.parse(created_at) <= end
    );
    const byAgent = messages.some(({ sender_type }) => ["ai", "bot"].includes(sender_type));
    const isResolved = isClosed && !wasTaken && !byPerson && byAgent &&
      session.needs_human === null;
    for (const tag of new Set(["", ...session.tags])) {
      const key = ["day", day, session.source, tag];
      add(...key, "sessions");
      if (isLive) add(...key, "live");
      if (isLive && wasTaken) add(...key, "taken_over");
      if (isClosed) add(...key, "closed");
      if (isResolved) add(...key, "resolved");
    }
    const asked = messages.findIndex(({ sender_type }) => sender_type === "user");
    const answer = messages.slice(asked + 1).find(({ sender_type }) => sender_type !== "user");
    if (isChat && asked >= 0 && answer) {
      const wait = Date.parse(answer.created_at) - Date.parse(messages[asked]!.created_at);
      add("answer", day, bucketOf(wait / 1_000));
      add("answer", day.slice(0, 7), bucketOf(wait / 1_000));
    }
    for (const { kind, entity_id } of session.links) {
      if (kind !== "company" && kind !== "issue") continue;
      add("link", kind, day, entity_id);
      add("link", kind, day.slice(0, 7), entity_id);
    }
  }
  return sums;
}

/** The sums of a project as they are kept. */
export async function keptSums(sql: Sql, projectId: string): Promise<Sums> {
  const sums: Sums = {};
  const names = ["sessions", "live", "taken_over", "closed", "resolved"];
  const days = await sql`
    select *, to_char(day, 'YYYY-MM-DD') as on from analytics_days where project_id = ${projectId}`;
  for (const row of days) {
    for (const name of names) {
      if (row[name] !== 0) sums[["day", row.on, row.source, row.tag, name].join("/")] = row[name];
    }
  }
  const answers = await sql`
    select *, to_char(day, 'YYYY-MM-DD') as on from analytics_answers
    where project_id = ${projectId} and sessions <> 0`;
  const answerMonths = await sql`
    select *, to_char(month, 'YYYY-MM') as on from analytics_answer_months
    where project_id = ${projectId} and sessions <> 0`;
  for (const row of [...answers, ...answerMonths]) {
    sums[`answer/${row.on}/${row.bucket}`] = row.sessions;
  }
  const links = await sql`
    select *, to_char(day, 'YYYY-MM-DD') as on from analytics_links
    where project_id = ${projectId} and sessions <> 0`;
  const linkMonths = await sql`
    select *, to_char(month, 'YYYY-MM') as on from analytics_link_months
    where project_id = ${projectId} and sessions <> 0`;
  for (const row of [...links, ...linkMonths]) {
    sums[`link/${row.kind}/${row.on}/${row.entity_id}`] = row.sessions;
  }
  return sums;
}

async function readAll(sql: Sql, projectId: string): Promise<Raw[]> {
  return await sql<Raw[]>`
    select s.*,
      coalesce((select jsonb_agg(m) from messages m
        where m.project_id = s.project_id and m.session_id = s.id), '[]') as messages,
      array(select h.kind from session_handoffs h
        where h.project_id = s.project_id and h.session_id = s.id) as handoffs,
      coalesce((select jsonb_agg(l) from session_links l
        where l.project_id = s.project_id and l.session_id = s.id), '[]') as links
    from sessions s where s.project_id = ${projectId}`;
}
