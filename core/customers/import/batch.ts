import type { Tx } from "../../db/mod.ts";
import { newId } from "../../id.ts";
import type { Identity, Setter } from "../customer_model.ts";
import { lockIdentities, ownersOf } from "../customers_sql.ts";
import { insertSuggestions } from "../suggestions_sql.ts";
import {
  companiesByName,
  moveLinks,
  readStored,
  writeDrafts,
  writeIdentities,
} from "./batch_sql.ts";
import { applyNews, type Draft, draftOf, keyOf, newDraft } from "./plan_model.ts";
import type { ImportRow } from "./row.ts";

/** What became of a batch of rows. */
export interface BatchResult {
  created: number;
  updated: number;
  unchanged: number;
  companiesCreated: number;
  companiesUpdated: number;
}

/** Names as keys: companies that nothing else is known of. */
const named = (name: string): Identity => ({ kind: "name", value: name.toLowerCase() });

/**
 * Works off rows: finds each person and company, or makes them.
 *
 * @param isDry only finds out, changing nothing
 * @param seen keys that earlier rows of the same file had: what a dry run did not store
 */
export async function importBatch(
  tx: Tx,
  projectId: string,
  rows: ImportRow[],
  setter: Setter,
  isDry: boolean,
  seen: Set<string>,
  at: Date,
): Promise<BatchResult> {
  const batch = new Batch(tx, projectId, setter, isDry, seen, at);
  await batch.prepare(rows);
  for (const row of rows) batch.add(row);
  if (!isDry) await batch.write();
  return batch.result;
}

class Batch {
  readonly result: BatchResult = {
    created: 0,
    updated: 0,
    unchanged: 0,
    companiesCreated: 0,
    companiesUpdated: 0,
  };
  /** By identity: whose it is. */
  readonly #owners = new Map<string, string>();
  readonly #contacts = new Map<string, Draft>();
  readonly #companies = new Map<string, Draft>();
  readonly #doubts: { contactId: string; others: { contactId: string; identity: Identity }[] }[] =
    [];

  constructor(
    private readonly tx: Tx,
    private readonly projectId: string,
    private readonly setter: Setter,
    private readonly isDry: boolean,
    private readonly seen: Set<string>,
    private readonly at: Date,
  ) {}

  /** Reads everybody whom the rows could mean. */
  async prepare(rows: ImportRow[]): Promise<void> {
    const { tx, projectId, isDry } = this;
    const people = rows.flatMap(({ contact }) => contact?.identities ?? []);
    const firms = rows.flatMap(({ company }) => company?.identities ?? []);
    const names = [
      ...new Set(
        rows.flatMap(({ company }) =>
          company?.name && company.identities.length === 0 ? [company.name.toLowerCase()] : []
        ),
      ),
    ];
    if (!isDry) {
      await lockIdentities(tx, projectId, [
        ...people,
        ...firms,
        ...names.map((value) => ({ kind: "company name", value })),
      ]);
    }
    const owners = await ownersOf(tx, projectId, "contact", people);
    for (const one of owners) this.#owners.set(keyOf("contact", one), one.ownerId);
    const known = await ownersOf(tx, projectId, "company", firms);
    for (const one of known) this.#owners.set(keyOf("company", one), one.ownerId);
    for (const [name, id] of await companiesByName(tx, projectId, names)) {
      this.#owners.set(keyOf("company", named(name)), id);
    }
    const ids = (kind: string) => [
      ...new Set(
        [...this.#owners].filter(([key]) => key.startsWith(`${kind}\n`)).map(([, id]) => id),
      ),
    ];
    const contacts = await readStored(tx, projectId, "contact", ids("contact"), !isDry);
    for (const stored of contacts.values()) this.#contacts.set(stored.id, draftOf(stored));
    const companies = await readStored(tx, projectId, "company", ids("company"), !isDry);
    for (const stored of companies.values()) this.#companies.set(stored.id, draftOf(stored));
  }

  add(row: ImportRow): void {
    if (row.error !== null) return;
    const company = row.company && this.#addCompany(row.company);
    if (row.contact) this.#addContact(row.contact, company?.id);
    else if (company?.outcome === "created") this.result.created++;
    else this.result[company?.outcome === "updated" ? "updated" : "unchanged"]++;
  }

  #addCompany(given: NonNullable<ImportRow["company"]>) {
    const identities = given.identities.length > 0 ? given.identities : [named(given.name!)];
    const { draft, isNew } = this.#find("company", this.#companies, identities, "comp");
    const wasChanged = draft.isChanged;
    const { name, plan, stage } = given.texts;
    if (name) {
      // A later row may know it by its name only.
      const key = keyOf("company", named(name));
      if (!this.#owners.has(key)) this.#owners.set(key, draft.id);
    }
    draft.isChanged = false;
    const isSame = name?.toLowerCase() === draft.name?.toLowerCase();
    applyNews(
      draft,
      {
        name: isSame ? undefined : name,
        shown: given.identities.find(({ kind }) => kind === "domain")?.value,
        fields: {
          ...(plan ? { plan } : {}),
          ...(stage ? { stage } : {}),
          ...(given.revenue !== null ? { revenue: given.revenue } : {}),
        },
        custom: given.custom,
      },
      "domain",
      this.setter,
      this.at,
    );
    const outcome = isNew
      ? "created" as const
      : draft.isChanged
      ? "updated" as const
      : "unchanged" as const;
    draft.isChanged ||= wasChanged || isNew;
    if (outcome === "created") this.result.companiesCreated++;
    if (outcome === "updated" && !wasChanged) this.result.companiesUpdated++;
    return { id: draft.id, outcome };
  }

  #addContact(
    given: NonNullable<ImportRow["contact"]>,
    companyId: string | undefined,
  ): void {
    const { draft, isNew, added } = this.#find(
      "contact",
      this.#contacts,
      given.identities,
      "cont",
    );
    const wasChanged = draft.isChanged;
    draft.isChanged = false;
    const { name, ...fields } = given.texts;
    applyNews(
      draft,
      {
        name,
        shown: given.identities.find(({ kind }) => kind === "email")?.value,
        companyId,
        fields,
        custom: given.custom,
      },
      "email",
      this.setter,
      this.at,
    );
    const isNews = draft.isChanged || added > 0;
    if (isNew) this.result.created++;
    else this.result[isNews ? "updated" : "unchanged"]++;
    draft.isChanged ||= wasChanged || isNew;
  }

  /** Whom the identities mean, the strongest first; somebody new when nobody. */
  #find(
    kind: "contact" | "company",
    drafts: Map<string, Draft>,
    identities: Identity[],
    prefix: "cont" | "comp",
  ): { draft: Draft; isNew: boolean; added: number } {
    const all = identities.map((identity) => ({ identity, key: keyOf(kind, identity) }));
    const found = all.find(({ key }) => drafts.has(this.#owners.get(key) ?? ""));
    const wasSeen = !found && all.some(({ key }) => this.seen.has(key));
    const draft = found
      ? drafts.get(this.#owners.get(found.key)!)!
      : newDraft(newId(prefix, this.at));
    if (!found) drafts.set(draft.id, draft);
    const others: { contactId: string; identity: Identity }[] = [];
    const before = draft.identities.length;
    for (const { identity, key } of all) {
      const owner = this.#owners.get(key);
      if (owner === undefined) {
        this.#owners.set(key, draft.id);
        if (identity.kind !== "name") draft.identities.push(identity);
      } else if (owner !== draft.id) others.push({ contactId: owner, identity });
    }
    if (found && draft.identities.length > 0) draft.found ??= found.identity;
    if (kind === "contact" && others.length > 0) this.#doubts.push({ contactId: draft.id, others });
    return { draft, isNew: !found && !wasSeen, added: draft.identities.length - before };
  }

  async write(): Promise<void> {
    const { tx, projectId, at } = this;
    const contacts = [...this.#contacts.values()];
    const companies = [...this.#companies.values()];
    await writeDrafts(tx, projectId, "company", companies, at);
    await writeIdentities(tx, projectId, "company", companies, at);
    await writeDrafts(tx, projectId, "contact", contacts, at);
    await writeIdentities(tx, projectId, "contact", contacts, at);
    const moves = contacts.filter((one) => !one.isNew && one.company_id !== one.formerCompany)
      .map((one) => ({ contactId: one.id, from: one.formerCompany, to: one.company_id }));
    await moveLinks(tx, projectId, moves, at);
    for (const { contactId, others } of this.#doubts) {
      await insertSuggestions(tx, projectId, contactId, others, "import", at);
    }
  }
}
