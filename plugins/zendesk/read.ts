import {
  mapped,
  ProviderError,
  shaped,
  type SyncContext,
  type SyncItem,
  type z,
} from "#plugin-kit";
import type { Zendesk } from "./api.ts";
import { isChatMessage, type People, type Said, toConversation } from "./mapping.ts";
import {
  type ExportPage,
  headShape,
  metricShape,
  organizationShape,
  type Ticket,
  ticketShape,
  userShape,
} from "./shapes.ts";

/** When a ticket must have been solved; absent ends are open. */
export type SolvedFilter = SyncContext<unknown, unknown, unknown>["filter"];

type Item = SyncItem<string>;

/** The items of a page: solved tickets as conversations, deleted ones, and what cannot be read. */
export async function* readPage(
  zendesk: Zendesk,
  page: ExportPage,
  filter: SolvedFilter,
): AsyncGenerator<Item> {
  // Zendesk may list a ticket twice; the last is the newest.
  const tickets = new Map<string, Ticket>();
  for (const raw of page.tickets) {
    const read = readTicket(raw);
    if ("ticket" in read) tickets.set(read.ticket.id, read.ticket);
    else if (read.item) yield read.item;
  }
  const people = await peopleOf(zendesk, page, [...tickets.values()]);
  const solved = new Map(
    each(metricShape, page.metric_sets).map((one) => [one.ticket_id, one.solved_at]),
  );
  for (const ticket of tickets.values()) {
    if (filter.from || filter.to) {
      const { id } = ticket;
      const at = solved.has(id) ? solved.get(id) : await solvedAt(zendesk, id);
      if (!isWithin(at ?? ticket.updated_at, filter)) continue;
    }
    yield await readConversation(zendesk, ticket, people);
  }
}

/** One ticket by its id, for another try. */
export async function readOne(zendesk: Zendesk, id: string): Promise<Item> {
  const answer = /^\d+$/.test(id) ? await zendesk.ticket(id) : null;
  if (!answer) return { type: "deleted", externalId: id };
  const read = readTicket(answer.ticket);
  if ("item" in read) {
    const message = `Ticket ${id} is not solved now. It is read when it is.`;
    return read.item ?? { type: "problem", externalId: id, message };
  }
  const page = { users: answer.users, organizations: answer.organizations } as ExportPage;
  return await readConversation(zendesk, read.ticket, await peopleOf(zendesk, page, [read.ticket]));
}

/** A ticket to read, an item that is done with already, or nothing for one that is not solved. */
function readTicket(raw: unknown): { ticket: Ticket } | { item: Item | null } {
  const head = headShape.safeParse(raw);
  const id = head.data?.id;
  if (head.data?.status === "deleted") return { item: { type: "deleted", externalId: id! } };
  // A custom status counts as the category it belongs to, which `status` is.
  if (head.success && !["solved", "closed"].includes(head.data.status)) return { item: null };
  const read = mapped(id, id ? `Ticket ${id}` : "A ticket of the export", () => ({
    ticket: shaped(ticketShape, raw),
  }));
  return "ticket" in read ? read : { item: read };
}

async function readConversation(zendesk: Zendesk, ticket: Ticket, people: People): Promise<Item> {
  const { id } = ticket;
  let said: Said;
  try {
    said = await saidIn(zendesk, ticket, people);
  } catch (error) {
    if (!isOfOneTicket(error)) throw error;
    const message = `Ticket ${id} could not be read. ${error.message}.`;
    return { type: "problem", externalId: id, message };
  }
  return mapped<Item>(id, `Ticket ${id}`, () => {
    const value = toConversation(ticket, said, people, zendesk.host);
    // What was public once and is not any more goes here, too.
    return value ? { type: "conversation", value } : { type: "deleted", externalId: id };
  });
}

/** A chat is in the conversation log alone, or in one comment as a block; the log is preferred. */
async function saidIn(zendesk: Zendesk, ticket: Ticket, people: People): Promise<Said> {
  if (ticket.from_messaging_channel) {
    const events = await zendesk.conversationLog(ticket.id).catch((error) => {
      if (isOfOneTicket(error)) return [];
      throw error;
    });
    if (events.some(isChatMessage)) return { kind: "log", items: events };
  }
  const { comments, users } = await zendesk.comments(ticket.id);
  for (const user of each(userShape, users)) people.users.set(user.id, user);
  return { kind: "comments", items: comments };
}

/** Whether a failure is about one ticket alone, and not about the account or the network. */
function isOfOneTicket(error: unknown): error is ProviderError {
  return error instanceof ProviderError && error.status < 500 && error.status !== 429;
}

/** People and organizations of a page; those that Zendesk did not send along are asked for. */
async function peopleOf(zendesk: Zendesk, page: ExportPage, tickets: Ticket[]): Promise<People> {
  const users = new Map(each(userShape, page.users).map((user) => [user.id, user]));
  const requesters = missing(users, tickets.map(({ requester_id }) => requester_id));
  if (requesters.length > 0) {
    for (const user of each(userShape, await zendesk.users(requesters))) users.set(user.id, user);
  }
  const organizations = new Map(
    each(organizationShape, page.organizations).map((one) => [one.id, one]),
  );
  const companies = missing(
    organizations,
    tickets.map((one) => one.organization_id ?? users.get(one.requester_id ?? "")?.organization_id),
  );
  if (companies.length > 0) {
    for (const one of each(organizationShape, await zendesk.organizations(companies))) {
      organizations.set(one.id, one);
    }
  }
  return { users, organizations };
}

function missing(known: Map<string, unknown>, ids: (string | null | undefined)[]): string[] {
  return [...new Set(ids)].filter((id) => id != null).filter((id) => !known.has(id));
}

async function solvedAt(zendesk: Zendesk, id: string): Promise<Date | null | undefined> {
  const metric = await zendesk.metrics(id).catch((error) => {
    if (isOfOneTicket(error)) return null;
    throw error;
  });
  return each(metricShape, [metric].flat())[0]?.solved_at;
}

function isWithin(date: Date, { from, to }: SolvedFilter): boolean {
  return (!from || date >= from) && (!to || date <= to);
}

/** The records that are as they should be; the others are of no use. */
function each<Schema extends z.ZodType>(
  schema: Schema,
  records: unknown[] | null | undefined,
): z.infer<Schema>[] {
  return (Array.isArray(records) ? records : []).flatMap((record) => {
    const result = schema.safeParse(record);
    return result.success ? [result.data] : [];
  });
}
