import type { Db, Tx } from "../db/mod.ts";
import { NOT_KEPT } from "./backup_model.ts";

/** A table as the database has it. */
export interface Table {
  name: string;
  /** Those that are stored, in their order; generated ones are made anew. */
  columns: string[];
  /** The columns of the primary key, all columns without one; texts among them. */
  key: { name: string; isText: boolean }[];
  /** Tables that its rows refer to. */
  needs: string[];
}

/** Every table that a backup keeps, in an order in which they can be filled. */
export async function tablesOf(db: Db): Promise<Table[]> {
  const rows = await db<(Omit<Table, "key"> & { key: string[]; texts: string[] })[]>`
    select c.relname as name,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
        and not a.attisdropped and a.attgenerated = '' order by a.attnum) as columns,
      array(select a.attname::text from pg_index i
        cross join lateral unnest(i.indkey::int2[]) with ordinality as k(number, place)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
        where i.indrelid = c.oid and i.indisprimary order by k.place) as key,
      array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0
        and a.attcollation <> 0) as texts,
      array(select distinct r.relname::text from pg_constraint f join pg_class r on r.oid = f.confrelid
        where f.conrelid = c.oid and f.contype = 'f' and f.confrelid <> c.oid) as needs
    from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
      and c.relpersistence = 'p' and c.relname <> all(${NOT_KEPT}::text[])
    order by c.relname`;
  const waiting = rows.map(({ key, texts, ...rest }) => ({
    ...rest,
    key: (key.length > 0 ? key : rest.columns).map((name) => ({
      name,
      isText: texts.includes(name),
    })),
  }));
  const sorted: Table[] = [];
  while (waiting.length > 0) {
    const known = new Set(waiting.map(({ name }) => name));
    const next = waiting.findIndex(({ needs }) => !needs.some((need) => known.has(need)));
    if (next < 0) throw new Error("Tables refer to one another in a circle");
    sorted.push(...waiting.splice(next, 1));
  }
  return sorted;
}

/** Values are written alike whatever the server's own settings are. */
export async function fixFormats(tx: Tx): Promise<void> {
  await tx`
    select set_config('bytea_output', 'hex', true), set_config('DateStyle', 'ISO, MDY', true),
      set_config('IntervalStyle', 'postgres', true), set_config('TimeZone', 'UTC', true),
      set_config('extra_float_digits', '1', true), set_config('statement_timeout', '0', true),
      set_config('idle_in_transaction_session_timeout', '0', true)`;
}

/** The lines of a table as PostgreSQL's COPY writes them, in the order of its key. */
export async function* copyOut(tx: Tx, table: Table): AsyncGenerator<Uint8Array> {
  const columns = list(tx, table.columns);
  const order = table.key
    .map(({ name, isText }) => isText ? tx`${tx(name)} collate "C"` : tx`${tx(name)}`)
    .reduce((some, next) => tx`${some}, ${next}`);
  const from = tx`select ${columns} from public.${tx(table.name)} order by ${order}`;
  const lines = await tx`copy (${from}) to stdout`.readable();
  for await (const piece of lines) yield piece as Uint8Array;
  // The driver stops the connection while its stream is full and starts it when the stream is read;
  // when the last lines filled it, nobody reads it again, and the next query would wait for ever.
  lines._read(0);
}

/** Takes lines that {@link copyOut} wrote, while no trigger of ours looks at them. */
export async function copyIn(
  tx: Tx,
  table: Table,
  lines: AsyncIterable<Uint8Array>,
): Promise<void> {
  await tx`alter table public.${tx(table.name)} disable trigger user`;
  const target = await tx`
    copy public.${tx(table.name)} (${list(tx, table.columns)}) from stdin`.writable();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  target.on("finish", resolve);
  target.on("error", reject);
  // Whoever waits is told by the promise; without this an early error would be nobody's.
  promise.catch(() => {});
  for await (const piece of lines) {
    if (target.write(piece)) continue;
    await Promise.race([promise, new Promise((go) => target.once("drain", go))]);
  }
  target.end();
  await promise;
  await tx`alter table public.${tx(table.name)} enable trigger user`;
}

/** Columns that number by themselves, with the last number they gave. */
export async function sequencesOf(
  db: Db,
): Promise<{ table: string; column: string; value: number }[]> {
  const rows = await db<{ table: string; column: string; value: number }[]>`
    select c.relname as table, a.attname as column, coalesce(s.last_value, 0)::int8 as value
    from pg_attribute a
    join pg_class c on c.oid = a.attrelid
    join pg_sequences s on s.schemaname = 'public' and quote_ident(s.schemaname) || '.' ||
      quote_ident(s.sequencename) = pg_get_serial_sequence('public.' || quote_ident(c.relname), a.attname)
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
      and c.relname <> all(${NOT_KEPT}::text[])
    order by 1, 2`;
  return [...rows];
}

/** Has a column number on behind a value. */
export async function setSequence(
  tx: Tx,
  { table, column, value }: { table: string; column: string; value: number },
): Promise<void> {
  if (value < 1) return;
  await tx`
    select setval(pg_get_serial_sequence('public.' || quote_ident(${table}), ${column}), ${value}::int8)`;
}

/** The migrations that were applied; null when the database has never seen any. */
export async function appliedMigrations(
  db: Db,
): Promise<{ name: string; checksum: string }[] | null> {
  const [row] = await db<{ exists: boolean }[]>`
    select to_regclass('public.schema_migrations') is not null as exists`;
  if (!row!.exists) return null;
  return [
    ...await db<{ name: string; checksum: string }[]>`
      select name, checksum from schema_migrations order by name`,
  ];
}

/** Whether an installation has anything of anybody. */
export async function isInUse(db: Db): Promise<boolean> {
  const rows = await db`
    select where exists (select from projects) or exists (select from user_accounts)`;
  return rows.length > 0;
}

/** Takes out what migrations put in and a first start left. */
export async function emptyTables(tx: Tx, tables: Table[]): Promise<void> {
  // Tables that are not kept refer to those that are.
  await tx`truncate ${list(tx, tables.map(({ name }) => name))} cascade`;
}

/** The version of the server. */
export async function serverVersion(db: Db): Promise<string> {
  const [row] = await db<{ version: string }[]>`
    select current_setting('server_version') as version`;
  return row!.version;
}

/** Whether a database of its own can be made to try a backup in, and its end. */
export async function createDatabase(db: Db, name: string): Promise<void> {
  await db`create database ${db(name)} template template0`;
}

/** Removes a database that was made by {@link createDatabase}. */
export async function dropDatabase(db: Db, name: string): Promise<void> {
  await db`drop database if exists ${db(name)} with (force)`;
}

function list(tx: Db, names: string[]) {
  return names.map((name) => tx`${tx(name)}`).reduce((some, next) => tx`${some}, ${next}`);
}
