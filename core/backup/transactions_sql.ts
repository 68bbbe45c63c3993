import type { Sql, Tx } from "../db/mod.ts";

/** Columns that hold numbers of transactions, as events do. */
async function columnsWithTransactions(tx: Tx): Promise<{ table: string; column: string }[]> {
  return [
    ...await tx<{ table: string; column: string }[]>`
      select c.relname as table, a.attname as column
      from pg_attribute a join pg_class c on c.oid = a.attrelid
      where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0
        and a.atttypid = 'xid8'::regtype and not a.attisdropped
      order by 1, 2`,
  ];
}

/**
 * Events are read in the order of the transactions that wrote them, below the oldest that is open. A
 * server that has not come as far as the one before would hide them, and order new ones before them:
 * their transactions get the lowest numbers instead, in the same order everywhere.
 *
 * @returns the number that the server's next transactions must be above; see {@link passTransactions}
 */
export async function renumberTransactions(tx: Tx): Promise<number> {
  const columns = await columnsWithTransactions(tx);
  if (columns.length === 0) return 0;
  const all = columns.map(({ table, column }) => tx`select ${tx(column)} as old from ${tx(table)}`)
    .reduce((some, next) => tx`${some} union ${next}`);
  const [state] = await tx<{ is_ahead: boolean }[]>`
    select coalesce(max(old::text::numeric), 0) >= pg_current_xact_id()::text::numeric as is_ahead
    from (${all}) as used`;
  if (!state!.is_ahead) return 0;
  await tx`
    create temporary table transaction_numbers on commit drop as
    select old, (row_number() over (order by old) + 2)::text::xid8 as new from (${all}) as used`;
  await tx`create unique index on transaction_numbers (old)`;
  await tx`analyze transaction_numbers`;
  for (const { table, column } of columns) {
    await tx`alter table ${tx(table)} disable trigger user`;
    await tx`
      update ${tx(table)} t set ${tx(column)} = n.new from transaction_numbers n
      where n.old = t.${tx(column)}`;
    await tx`alter table ${tx(table)} enable trigger user`;
  }
  const [row] = await tx<{ highest: number }[]>`
    select (count(*) + 2)::int8 as highest from transaction_numbers`;
  return row!.highest;
}

/** How many numbers are passed in one statement. */
const ROUND = 100_000;

/** Has the server give out numbers of transactions until they are above `highest`. */
export async function passTransactions(sql: Sql, highest: number): Promise<void> {
  for (;;) {
    const [row] = await sql<{ next: number }[]>`
      select pg_snapshot_xmax(pg_current_snapshot())::text::int8 as next`;
    const missing = highest + 1 - row!.next;
    if (missing <= 0) return;
    const rounds = Math.min(missing, ROUND);
    // No parameters within a block; this is a number of ours.
    await sql.unsafe(`do $$ begin
      for i in 1..${Math.trunc(rounds)} loop
        perform pg_current_xact_id();
        commit;
      end loop;
    end $$`);
  }
}
