import type { Tx } from "../../db/mod.ts";
import type { CustomerKind } from "../customer_model.ts";
import { type Draft, type Stored, wordsOf } from "./plan_model.ts";

/** Companies by their names in small letters; the oldest of several. */
export async function companiesByName(
  tx: Tx,
  projectId: string,
  names: string[],
): Promise<Map<string, string>> {
  if (names.length === 0) return new Map();
  const rows = await tx<{ wanted: string; id: string }[]>`
    select distinct on (wanted.name) wanted.name as wanted, k.id
    from unnest(${names}::text[]) as wanted(name)
    join companies k on k.project_id = ${projectId} and lower(k.name) = lower(wanted.name)
    order by wanted.name, k.id`;
  return new Map(rows.map(({ wanted, id }) => [wanted, id]));
}

/** Contacts or companies as they are, held until the transaction ends when `isHeld`. */
export async function readStored(
  tx: Tx,
  projectId: string,
  kind: CustomerKind,
  ids: string[],
  isHeld: boolean,
): Promise<Map<string, Stored>> {
  if (ids.length === 0) return new Map();
  const hold = isHeld ? tx`for update` : tx``;
  const rows = kind === "contact"
    ? await tx<Stored[]>`
      select id, name, email as shown, company_id, custom_fields, provenance,
        jsonb_build_object('title', title, 'phone', phone, 'note', note) as fields
      from contacts where project_id = ${projectId} and id = any(${ids}) order by id ${hold}`
    : await tx<Stored[]>`
      select id, name, domain as shown, null as company_id, custom_fields, provenance,
        jsonb_build_object('plan', plan, 'stage', stage, 'revenue', revenue) as fields
      from companies where project_id = ${projectId} and id = any(${ids}) order by id ${hold}`;
  return new Map(rows.map((row) => [row.id, row]));
}

/** Writes new and changed customers, a few statements for however many. */
export async function writeDrafts(
  tx: Tx,
  projectId: string,
  kind: CustomerKind,
  drafts: Draft[],
  at: Date,
): Promise<void> {
  const rows = (isNew: boolean) =>
    drafts.filter((draft) => draft.isNew === isNew && draft.isChanged)
      .sort((a, b) => a.id < b.id ? -1 : 1)
      .map((draft) => ({
        ...draft.fields,
        id: draft.id,
        name: draft.name,
        shown: draft.shown,
        company_id: draft.company_id,
        custom_fields: draft.custom_fields,
        provenance: draft.provenance,
        words: [...wordsOf(draft), projectId],
      }));
  const fresh = rows(true);
  const known = rows(false);
  const given = (list: unknown[]) =>
    tx`jsonb_to_recordset(${tx.json(list as never)}) as d(id text, name text, shown text,
      company_id text, custom_fields jsonb, provenance jsonb, words text[], title text, phone text,
      note text, plan text, stage text, revenue numeric)`;
  if (kind === "contact") {
    if (fresh.length > 0) {
      await tx`
        insert into contacts (project_id, id, name, email, company_id, title, phone, note,
          custom_fields, provenance, document, created_at, updated_at)
        select ${projectId}, d.id, d.name, d.shown, d.company_id, d.title, d.phone, d.note,
          d.custom_fields, d.provenance, array_to_tsvector(d.words), ${at}, ${at}
        from ${given(fresh)}`;
    }
    if (known.length > 0) {
      await tx`
        update contacts c set name = d.name, email = d.shown, company_id = d.company_id,
          title = d.title, phone = d.phone, note = d.note, custom_fields = d.custom_fields,
          provenance = d.provenance, document = array_to_tsvector(d.words), updated_at = ${at}
        from ${given(known)} where c.project_id = ${projectId} and c.id = d.id`;
    }
    return;
  }
  if (fresh.length > 0) {
    await tx`
      insert into companies (project_id, id, name, domain, plan, stage, revenue, custom_fields,
        provenance, document, created_at, updated_at)
      select ${projectId}, d.id, d.name, d.shown, d.plan, d.stage, d.revenue, d.custom_fields,
        d.provenance, array_to_tsvector(d.words), ${at}, ${at}
      from ${given(fresh)}`;
  }
  if (known.length > 0) {
    await tx`
      update companies k set name = d.name, domain = d.shown, plan = d.plan, stage = d.stage,
        revenue = d.revenue, custom_fields = d.custom_fields, provenance = d.provenance,
        document = array_to_tsvector(d.words), updated_at = ${at}
      from ${given(known)} where k.project_id = ${projectId} and k.id = d.id`;
  }
}

/** Lets the drafts be recognised by what their rows named; what others have stays there. */
export async function writeIdentities(
  tx: Tx,
  projectId: string,
  kind: CustomerKind,
  drafts: Draft[],
  at: Date,
): Promise<void> {
  const items = drafts.flatMap((draft) =>
    draft.identities.map((identity) => ({
      ...identity,
      owner: draft.id,
      found_kind: draft.found?.kind ?? null,
      found_value: draft.found?.value ?? null,
    }))
  ).sort((a, b) => `${a.kind}\n${a.value}` < `${b.kind}\n${b.value}` ? -1 : 1);
  if (items.length === 0) return;
  const given = tx`jsonb_to_recordset(${tx.json(items as never)})
    as d(kind text, value text, owner text, found_kind text, found_value text)`;
  if (kind === "contact") {
    await tx`
      insert into contact_identities (project_id, kind, value, contact_id, origin, found_kind,
        found_value, created_at)
      select ${projectId}, kind, value, owner, 'import', found_kind, found_value, ${at} from ${given}
      on conflict do nothing`;
  } else {
    await tx`
      insert into company_identities (project_id, kind, value, company_id, origin, created_at)
      select ${projectId}, kind, value, owner, 'import', ${at} from ${given}
      on conflict do nothing`;
  }
}

/** Links what contacts said to the company they belong to now. */
export async function moveLinks(
  tx: Tx,
  projectId: string,
  moves: { contactId: string; from: string | null; to: string | null }[],
  at: Date,
): Promise<void> {
  if (moves.length === 0) return;
  const moved = tx`jsonb_to_recordset(${
    tx.json(
      moves.map(({ contactId, from, to }) => ({ id: contactId, before: from, after: to })) as never,
    )
  }) as m(id text, before text, after text)
    join sessions s on s.project_id = ${projectId} and s.contact_id = m.id`;
  await tx`
    delete from session_links l using (select s.id as session_id, m.before from ${moved}) as moved
    where l.project_id = ${projectId} and l.kind = 'company' and l.session_id = moved.session_id
      and l.entity_id = moved.before`;
  await tx`
    insert into session_links (project_id, kind, entity_id, session_id, is_archived, status,
      last_activity_at, created_at)
    select ${projectId}, 'company', m.after, s.id, s.is_archived, s.status, s.last_activity_at, ${at}
    from ${moved} where m.after is not null
    on conflict do nothing`;
}
