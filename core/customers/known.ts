import type { Db } from "../db/mod.ts";
import type { CustomerKind, Identity } from "./customer_model.ts";
import { ownersOf } from "./customers_sql.ts";
import { cleanDomain, cleanEmail } from "./input.ts";

/**
 * The contact or company that something belongs to already, or null: the first of these identities
 * that is known decides. Addresses and domains may be written in any case.
 */
export async function customerKnownBy(
  db: Db,
  projectId: string,
  kind: CustomerKind,
  identities: Identity[],
): Promise<string | null> {
  const wanted = identities.map(({ kind, value }) => ({ kind, value: cleaned(kind, value) }));
  const owners = await ownersOf(db, projectId, kind, wanted);
  for (const { kind, value } of wanted) {
    const owner = owners.find((one) => one.kind === kind && one.value === value);
    if (owner) return owner.ownerId;
  }
  return null;
}

function cleaned(kind: string, value: string): string {
  if (kind === "email") return cleanEmail(value) ?? value;
  return kind === "domain" ? cleanDomain(value) ?? value : value.trim();
}
