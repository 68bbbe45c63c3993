import { companyDomain } from "../customers/mod.ts";
import type { Db } from "../db/mod.ts";
import { findCompany, findContact, type ReviewSession } from "./facts_sql.ts";
import type { Draft, ReviewMessage } from "./review_model.ts";
import { heardMessages, type Sentence, sentencesOf } from "./sentences.ts";
import { evidenceOf } from "./sentences.ts";

const ADDRESS = /[a-z0-9._%+-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,62}\.)+[a-z]{2,24}/i;
/** Somebody says that an address is theirs; another's may be named for many reasons. */
const MINE =
  /\b(?:my|i'm|i am|me at|reach me|contact me|email me|mail me|write me|meine|mich|ich bin|mi correo|mon (?:e-?mail|adresse))\b/i;

/**
 * Finds out who a session is with where its source did not say: by what came with it, or by an address
 * the customer gave; and the company behind them. Addresses that were only typed prove nothing, so
 * they wait for a person in every mode.
 */
export async function matchCustomer(
  db: Db,
  projectId: string,
  session: ReviewSession,
  messages: readonly ReviewMessage[],
): Promise<{ drafts: Draft[]; note: string | null }> {
  const drafts: Draft[] = [];
  const contact = session.contact_id === null
    ? await findPerson(db, projectId, session, messages)
    : null;
  if (contact) drafts.push(contact);
  const contactId = session.contact_id ?? contact?.value.contact_id ?? null;
  const email = session.contact_email ?? contact?.value.email ?? null;
  const company = await findTheirCompany(db, projectId, session, contactId, email);
  if (company) drafts.push({ ...company, needsPerson: contact?.needsPerson });
  if (drafts.length > 0) return { drafts, note: null };
  return {
    drafts,
    note: session.contact_id === null
      ? "Nothing tells who the customer is."
      : "The customer is known, and no further company was found.",
  };
}

async function findPerson(
  db: Db,
  projectId: string,
  session: ReviewSession,
  messages: readonly ReviewMessage[],
): Promise<Draft | null> {
  const { email, userId } = session.user_metadata;
  const given = typeof email === "string" ? ADDRESS.exec(email)?.[0].toLowerCase() : undefined;
  if (given) return await personBy(db, projectId, given, null);
  if (typeof userId === "string" && userId !== "") {
    const known = await findContact(db, projectId, "user", userId);
    if (known) {
      return {
        kind: "contact",
        subject: known.id,
        value: {
          contact_id: known.id,
          user_id: userId,
          ...(known.name ? { name: known.name } : {}),
        },
        reason: "The user id that came with the session is theirs.",
        confidence: 0.95,
        evidence: [],
      };
    }
  }
  for (const sentence of sentencesOf(heardMessages(messages))) {
    const typed = ADDRESS.exec(sentence.text)?.[0].toLowerCase();
    const isAlone = typed !== undefined && sentence.text.length < typed.length + 12;
    if (typed && (isAlone || MINE.test(sentence.plain))) {
      return await personBy(db, projectId, typed, sentence);
    }
  }
  return null;
}

async function personBy(
  db: Db,
  projectId: string,
  email: string,
  said: Sentence | null,
): Promise<Draft> {
  const known = await findContact(db, projectId, "email", email);
  const where = said ? "was written by the customer" : "came with the session";
  return {
    kind: "contact",
    subject: known?.id ?? email,
    value: {
      email,
      ...(known ? { contact_id: known.id } : {}),
      ...(known?.name ? { name: known.name } : {}),
    },
    reason: known
      ? `Their address ${where}.`
      : `This address ${where}, and nobody has it yet: a new contact.`,
    confidence: said ? 0.6 : 0.9,
    evidence: said ? [evidenceOf(said)] : [],
    needsPerson: said !== null,
  };
}

async function findTheirCompany(
  db: Db,
  projectId: string,
  session: ReviewSession,
  contactId: string | null,
  email: string | null,
): Promise<Draft | null> {
  if (session.company_ids.length > 0) return null;
  const own = contactId === null ? null : await findCompany(db, projectId, { contactId });
  const domain = companyDomain(email);
  const company = own ?? (domain ? await findCompany(db, projectId, { domain }) : null);
  if (!company) return null;
  return {
    kind: "company",
    subject: company.id,
    value: { company_id: company.id, ...(company.name ? { name: company.name } : {}) },
    reason: own ? "The contact belongs to it." : `It has the domain ${domain} of the address.`,
    confidence: own ? 0.95 : 0.8,
    evidence: [],
  };
}
