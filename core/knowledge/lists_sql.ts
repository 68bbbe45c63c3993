import type { Db, Tx } from "../db/mod.ts";

/** The lists in use. */
export interface ListSet {
  firstList: number;
  /** Bits of a signature. */
  size: number;
  /** How many passages there were when they were made. */
  passages: number;
}

/** The lists of a project, null when there are none, and how many passages a model has seen. */
export async function selectListSet(
  db: Db,
  projectId: string,
  model: string,
): Promise<{ set: ListSet | null; seen: number }> {
  const [counted] = await db<{ seen: number }[]>`
    select count(*)::int as seen from knowledge_embeddings
    where project_id = ${projectId} and model = ${model}`;
  const [set] = await db<ListSet[]>`
    select first_list as "firstList", size, passages from knowledge_list_sets
    where project_id = ${projectId} and model = ${model}`;
  return { set: set ?? null, seen: counted!.seen };
}

/** Signatures of some passages, in no particular order; all as long as most of them are. */
export async function selectSignatures(
  db: Db,
  projectId: string,
  model: string,
  limit: number,
): Promise<string[]> {
  const rows = await db<{ signature: string }[]>`
    select signature::text as signature from knowledge_embeddings
    where project_id = ${projectId} and model = ${model} and bit_length(signature) = (
      select mode() within group (order by bit_length(signature)) from knowledge_embeddings
      where project_id = ${projectId} and model = ${model})
    order by md5(passage_id) limit ${limit}`;
  return rows.map(({ signature }) => signature);
}

/** Begins new lists after those there are, and forgets those of other models. */
export async function insertLists(
  tx: Tx,
  projectId: string,
  model: string,
  centres: string[],
  passages: number,
  at: Date,
): Promise<ListSet> {
  await tx`
    delete from knowledge_centres where project_id = ${projectId} and model <> ${model}`;
  await tx`
    delete from knowledge_list_sets where project_id = ${projectId} and model <> ${model}`;
  const [last] = await tx<{ next: number }[]>`
    select coalesce(max(list) + 1, 0) as next from knowledge_centres
    where project_id = ${projectId} and model = ${model}`;
  const set = { firstList: last!.next, size: centres[0]!.length, passages };
  await tx`
    insert into knowledge_centres (project_id, model, list, signature)
    select ${projectId}, ${model}, ${set.firstList}::int + item.place::int - 1,
      item.signature::bit varying
    from unnest(${centres}::text[]) with ordinality as item(signature, place)`;
  await tx`
    insert into knowledge_list_sets (project_id, model, first_list, size, passages, made_at)
    values (${projectId}, ${model}, ${set.firstList}, ${set.size}, ${passages}, ${at})
    on conflict (project_id, model) do update set first_list = excluded.first_list,
      size = excluded.size, passages = excluded.passages, made_at = excluded.made_at`;
  return set;
}

/**
 * Puts some passages that are in none of the lists in use into the nearest one. Those that somebody else
 * changes just now are left out: nobody waits for the other, and what is changed is put in later.
 *
 * @returns how many; none once all are
 */
export async function fillLists(
  db: Db,
  projectId: string,
  model: string,
  { firstList, size }: ListSet,
  limit: number,
): Promise<number> {
  const result = await db`
    update knowledge_embeddings as passage set list = (
      select centre.list from knowledge_centres centre
      where centre.project_id = ${projectId} and centre.model = ${model}
        and centre.list >= ${firstList}
      order by bit_count(centre.signature # passage.signature), centre.list limit 1)
    where project_id = ${projectId} and passage_id in (
      select passage_id from knowledge_embeddings
      where project_id = ${projectId} and model = ${model} and bit_length(signature) = ${size}
        and (list is null or list < ${firstList})
      limit ${limit} for update skip locked)`;
  return result.count;
}

/** Removes lists that are in use no more. */
export async function dropOldLists(
  db: Db,
  projectId: string,
  model: string,
  { firstList }: ListSet,
): Promise<void> {
  await db`
    delete from knowledge_centres
    where project_id = ${projectId} and model = ${model} and list < ${firstList}`;
}
