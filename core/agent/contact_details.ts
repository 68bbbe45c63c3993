import { now } from "../clock.ts";
import type { Message, Session } from "../contract/mod.ts";
import { createContact, readContact, updateContact } from "../customers/mod.ts";
import { type Sql, transaction, type Tx } from "../db/mod.ts";
import { AppError } from "../errors.ts";
import { appendEvents } from "../events/mod.ts";
import type { ContactDetails } from "./tools.ts";
import { ownerOfEmail, updateTold } from "./visitor_sql.ts";

/** Shown as who set a field: the visitor told the agent. */
const setter = { by: "source", who: "agent", name: "Told the agent" } as const;

/** Where details are kept, and what may come of them. */
export interface DetailsPlace {
  projectId: string;
  session: Pick<Session, "id" | "contact_id">;
  messages: readonly Message[];
  /** False where only proven identities lead to contacts: they then stay with the session. */
  mayChangeContact: boolean;
}

/**
 * Keeps how a visitor can be reached. Only what the visitor has written themselves counts, whatever
 * the model was talked into; it fills what is empty and never leads to a contact that is there
 * already: saying an address does not prove it.
 *
 * @returns whether something was kept, and what the model is told
 */
export async function keepDetails(
  sql: Sql,
  place: DetailsPlace,
  given: ContactDetails,
  at: Date = now(),
): Promise<{ isKept: boolean; told: string }> {
  const email = given.email.trim().toLowerCase();
  const name = given.name.replace(/\s+/g, " ").trim();
  const written = place.messages.filter(({ sender_type }) => sender_type === "user")
    .map(({ content }) => content.toLowerCase().replace(/\s+/g, " ")).join("\n");
  if (email !== "" && !/^[^\s@<>"',;:()]+@[^\s@<>"',;:()]+\.[^\s@<>"',;:().]+$/.test(email)) {
    return { isKept: false, told: "That is no e-mail address. Ask the visitor to check it." };
  }
  const isWritten = (text: string) => text === "" || holds(written, text.toLowerCase());
  if (!isWritten(email) || !isWritten(name)) {
    return {
      isKept: false,
      told: "The visitor has not written that in this conversation. Ask them for it.",
    };
  }
  const details = { email, name };
  try {
    await transaction(sql, (tx) => store(tx, place, details, at));
  } catch (error) {
    // Somebody else got the address in between: it then stays with the session.
    if (!(error instanceof AppError)) throw error;
    const only = { ...place, mayChangeContact: false };
    await transaction(sql, (tx) => store(tx, only, details, at));
  }
  return {
    isKept: true,
    told: "It is noted for the team. Tell the visitor in one short sentence.",
  };
}

/** Whether a text holds another one as a whole: not as a part of a longer word or address. */
function holds(text: string, part: string): boolean {
  for (let from = text.indexOf(part); from >= 0; from = text.indexOf(part, from + 1)) {
    const isInside = /[\p{L}\p{N}@_+.-]$/u.test(text.slice(0, from)) ||
      /^(?:[\p{L}\p{N}@_+-]|\.[\p{L}\p{N}])/u.test(text.slice(from + part.length));
    if (!isInside) return true;
  }
  return false;
}

async function store(
  tx: Tx,
  { projectId, session, mayChangeContact }: DetailsPlace,
  { email, name }: ContactDetails,
  at: Date,
): Promise<void> {
  const told = {
    ...(name === "" ? {} : { told_agent_name: name }),
    ...(email === "" ? {} : { told_agent_email: email }),
  };
  const owner = email === "" ? null : await ownerOfEmail(tx, projectId, email);
  let contactId: string | null = null;
  if (mayChangeContact && session.contact_id !== null) {
    const contact = await readContact(tx, projectId, session.contact_id);
    const isFree = email !== "" && owner === null && contact.email === null;
    await updateContact(
      tx,
      projectId,
      contact.id,
      {
        ...(name !== "" && contact.name === null ? { name } : {}),
        ...(isFree ? { email } : {}),
      },
      setter,
      at,
    );
  } else if (mayChangeContact && email !== "" && owner === null) {
    const input = { email, ...(name === "" ? {} : { name }) };
    contactId = await createContact(tx, projectId, input, setter, at);
  }
  await updateTold(tx, projectId, session.id, told, contactId, at);
  await appendEvents(tx, projectId, [{ type: "session.updated", sessionId: session.id }], at);
}
