import type { Db, Tx } from "../db/mod.ts";
import { type Collection, columnsOf } from "./collections/mod.ts";

const empty = (db: Db) => db``;
type Fragment = ReturnType<typeof empty>;

/** How many uploaded bytes are asked for at once. */
const PIECE = 4_000_000;

/** Tables whose lines are not simply their rows; always under the project, which a row names. */
const special: Record<string, (db: Db, projectId: string) => Fragment> = {
  project: (db, projectId) =>
    db`(select id as project_id, name, settings from projects where id = ${projectId}) as t`,
  product_scopes: (db, projectId) =>
    db`(with recursive placed as (
        select p.*, 0 as level from product_scopes p
        where p.project_id = ${projectId} and p.parent_id is null
        union all
        select p.*, above.level + 1 from product_scopes p join placed above
          on p.project_id = ${projectId} and p.parent_id = above.id
      ) select * from placed) as t`,
  issue_changes: (db, projectId) =>
    db`(select c.*, row_number() over (partition by issue_id order by position) as number
      from issue_changes c where project_id = ${projectId}) as t`,
};

/** What stands in a column instead of what is stored, where that is of the moment only. */
const columns: Record<string, Record<string, (db: Db) => Fragment>> = {
  sessions: {
    analysis_status: (db) =>
      db`case analysis_status when 'processing' then 'pending' else analysis_status end`,
  },
  knowledge_sources: {
    status: (db) => db`case status when 'reading' then 'idle' else status end`,
  },
};

/** How many lines a collection will have. */
export async function countLines(tx: Tx, projectId: string, one: Collection): Promise<number> {
  if (one.name === "project") return 1;
  const [row] = await tx<{ amount: number }[]>`
    select count(*) as amount from ${tx(one.name)} where project_id = ${projectId}`;
  return row!.amount;
}

/** The lines of a collection in the order of its key, some at a time; never all of them at once. */
export async function* linesOf(
  tx: Tx,
  projectId: string,
  one: Collection,
): AsyncGenerator<string[]> {
  const from = special[one.name]?.(tx, projectId) ?? tx`${tx(one.name)} as t`;
  const fields = columnsOf(one).map((column) => {
    const given = columns[one.name]?.[column]?.(tx);
    return given ? tx`${given} as ${tx(column)}` : tx`t.${tx(column)}`;
  }).reduce((all, field) => tx`${all}, ${field}`);
  const order = one.key.length === 0
    ? tx``
    : tx`order by ${
      one.key.map((column) => tx`t.${tx(column)}`).reduce((all, key) => tx`${all}, ${key}`)
    }`;
  const pages = tx<{ line: string }[]>`
    select row_to_json(shown)::text as line from (
      select ${fields} from ${from} where t.project_id = ${projectId} ${order}) as shown`
    .cursor(one.batch ?? 500);
  for await (const rows of pages) yield rows.map(({ line }) => line);
}

/** The sources that have an uploaded file. */
export async function uploadsOf(tx: Tx, projectId: string): Promise<string[]> {
  const rows = await tx<{ source_id: string }[]>`
    select source_id from knowledge_uploads where project_id = ${projectId} order by source_id`;
  return rows.map(({ source_id }) => source_id);
}

/** The bytes of an uploaded file. */
export async function uploadBytes(
  tx: Tx,
  projectId: string,
  sourceId: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  for (let at = 1, length = PIECE; length === PIECE; at += PIECE) {
    const [row] = await tx<{ piece: Uint8Array }[]>`
      select substring(bytes from ${at} for ${PIECE}) as piece from knowledge_uploads
      where project_id = ${projectId} and source_id = ${sourceId}`;
    length = row!.piece.length;
    pieces.push(row!.piece);
  }
  return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
}
