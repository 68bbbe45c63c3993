import type { ReservedSql, Sql } from "../../core/db/mod.ts";

type Cell = string | number | boolean | null | Date | string[];

/** Rows of all tables, waiting to be written together. Cells are in the order of the columns. */
export interface Batch {
  sessions: Cell[][];
  messages: Cell[][];
  links: Cell[][];
  events: Cell[][];
  contacts: Cell[][];
  identities: Cell[][];
  search: { project_id: string; session_id: string; part: number; size: number; text: string }[];
}

/** A batch without rows. */
export function emptyBatch(): Batch {
  return {
    sessions: [],
    messages: [],
    links: [],
    events: [],
    contacts: [],
    identities: [],
    search: [],
  };
}

const columns = {
  sessions:
    "project_id, id, source, connection_id, external_id, session_type, status, analysis_status, " +
    "is_archived, is_human_takeover, is_live, ownership_version, message_count, next_sequence, name, " +
    "description, preview, tags, contact_id, visitor_id, taken_over_by, taken_over_name, " +
    "taken_over_at, needs_human, page_url, page_title, original_url, user_metadata, custom_fields, " +
    "content_hash, closed_by, first_message_at, last_activity_at, closed_at, created_at, updated_at",
  messages: "project_id, session_id, id, sequence, sender_type, sender_name, sender_id, content, " +
    "offset_ms, sources, attachments, external_id, created_at",
  session_links:
    "project_id, kind, entity_id, session_id, is_archived, status, last_activity_at, " +
    "created_at",
  events: "project_id, type, session_id, data, created_at",
  contacts: "project_id, id, name, email, company_id, provenance, document, created_at, updated_at",
  contact_identities: "project_id, kind, value, contact_id, origin, created_at",
};

/** Connections that write a batch's tables side by side, without checking foreign keys row by row. */
export class Writers {
  readonly #connections: ReservedSql[];

  private constructor(connections: ReservedSql[]) {
    this.#connections = connections;
  }

  /** Takes three connections out of the pool. */
  static async open(sql: Sql): Promise<Writers> {
    const connections = await Promise.all([sql.reserve(), sql.reserve(), sql.reserve()]);
    // The first one writes the sessions: their triggers keep the counters and the lists of tags.
    for (const connection of connections.slice(1)) {
      await connection`set session_replication_role = replica`;
    }
    for (const connection of connections) await connection`set synchronous_commit = off`;
    return new Writers(connections);
  }

  /** Writes one batch. */
  async write(batch: Batch): Promise<void> {
    const [first, second, third] = this.#connections as [ReservedSql, ReservedSql, ReservedSql];
    await Promise.all([
      (async () => {
        await copy(first, "contacts", batch.contacts);
        await copy(first, "sessions", batch.sessions);
        await copy(first, "events", batch.events);
      })(),
      (async () => {
        await copy(second, "messages", batch.messages);
        await copy(second, "session_links", batch.links);
        await copy(second, "contact_identities", batch.identities);
      })(),
      insertDocuments(third, batch.search),
    ]);
  }

  /** Gives the connections back as they were. */
  async close(): Promise<void> {
    for (const connection of this.#connections) {
      await connection`reset session_replication_role`;
      await connection`reset synchronous_commit`;
      connection.release();
    }
  }
}

async function copy(
  connection: ReservedSql,
  table: keyof typeof columns,
  rows: Cell[][],
): Promise<void> {
  if (rows.length === 0) return;
  const stream = await connection.unsafe(`copy ${table} (${columns[table]}) from stdin`).writable();
  const text = rows.map((row) => row.map(cell).join("\t") + "\n").join("");
  await new Promise<void>((resolve, reject) => {
    stream.on("error", reject);
    stream.on("finish", () => resolve());
    stream.end(text);
  });
}

function cell(value: Cell): string {
  if (value === null) return "\\N";
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return `{${value.join(",")}}`;
  if (typeof value !== "string") return String(value);
  return value.replaceAll("\\", "\\\\").replaceAll("\t", "\\t").replaceAll("\n", "\\n");
}

/** As core/sessions/search_sql.ts makes them, for many sessions at once. */
async function insertDocuments(connection: ReservedSql, rows: Batch["search"]): Promise<void> {
  await connection`
    insert into session_search (project_id, session_id, part, size, document)
    select item.project_id, item.session_id, item.part, item.size,
      to_tsvector('simple', item.text) || array_to_tsvector(array[item.project_id])
    from jsonb_to_recordset(${connection.json(rows as never)})
      as item(project_id text, session_id text, part int, size int, text text)`;
}

/** An index, and the statement that makes it again. */
export interface DroppedIndex {
  name: string;
  statement: string;
}

/** Drops the indexes that belong to no constraint: making them afterwards is much faster. */
export async function dropIndexes(sql: Sql): Promise<DroppedIndex[]> {
  const found = await sql<DroppedIndex[]>`
    select indexname as name, indexdef as statement from pg_indexes
    where schemaname = 'public'
      and tablename in ('sessions', 'messages', 'session_search', 'session_tags', 'contacts')
      and indexname not in (select conname from pg_constraint)`;
  for (const { name } of found) await sql.unsafe(`drop index ${name}`);
  return [...found];
}

/** Makes the dropped indexes again, and lets the planner know the tables. */
export async function restoreIndexes(sql: Sql, indexes: DroppedIndex[]): Promise<void> {
  const connection = await sql.reserve();
  try {
    await connection`set maintenance_work_mem = '1GB'`;
    await connection`set max_parallel_maintenance_workers = 2`;
    for (const { statement } of indexes) await connection.unsafe(statement);
    await connection`reset maintenance_work_mem`;
    await connection.unsafe("vacuum (analyze)");
  } finally {
    connection.release();
  }
}

/**
 * Divides the counters among all slots, as months of writes through many connections leave them:
 * the most rows a total can ever have to add up.
 */
export async function spreadCounters(sql: Sql): Promise<void> {
  await sql`
    with whole as (
      delete from session_counts returning *
    ), summed as (
      select project_id, source, status, is_archived, sum(amount)::bigint as amount
      from whole group by 1, 2, 3, 4
    )
    insert into session_counts (project_id, source, status, is_archived, slot, amount)
    select project_id, source, status, is_archived, slot,
      amount / 32 + case when slot < amount % 32 then 1 else 0 end
    from summed cross join generate_series(0, 31) as slot`;
}

/** Product scopes for the sessions that name one, and the project's own tag. */
export async function prepareProject(sql: Sql, projectId: string, tag: string): Promise<void> {
  await sql`
    update projects set settings = settings || jsonb_build_object('tags', ${[tag]}::text[])
    where id = ${projectId}`;
  await sql`
    insert into product_scopes (project_id, id, name, created_at)
    select ${projectId}, 'scope_' || number, 'Scope ' || number, now()
    from generate_series(0, 4) as number`;
}
