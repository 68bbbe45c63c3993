import { AGENT, type FakeTickets } from "./tickets.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Something that happens in the fake account. */
export interface Happening {
  at: number;
  /** Called with the account's clock at `at`. */
  happen(tickets: FakeTickets): void;
}

/** Numbers in [0, 1) that are the same in every run. */
export function randomNumbers(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * All that happens to some tickets in some days, in order: they are opened, answered, solved,
 * reopened, solved again, closed, retold, redacted, made private, touched by the system, deleted.
 */
export function happenings(amount: number, start: Date, days: number, seed = 7): Happening[] {
  const random = randomNumbers(seed);
  const end = start.getTime() + days * DAY;
  const all: Happening[] = [];
  for (let id = 1; id <= amount; id++) {
    let at = start.getTime() + random() * (days - 1) * DAY;
    const then = (hours: number, happen: Happening["happen"]) => {
      at += Math.max(1, random() * hours * HOUR);
      if (at < end) all.push({ at: Math.floor(at), happen });
    };
    const isChat = random() < 0.1;
    then(0, (tickets) => open(tickets, id, isChat));
    for (let rounds = 1 + Math.floor(random() * 3); rounds > 0; rounds--) {
      then(8, (tickets) => say(tickets, id, "agent", isChat));
      then(24, (tickets) => say(tickets, id, "customer", isChat));
    }
    if (random() < 0.2) then(2, (tickets) => note(tickets, id));
    if (random() < 0.04) continue;
    then(24, (tickets) => tickets.setStatus(id, "solved"));
    while (random() < 0.2) {
      then(72, (tickets) => reopen(tickets, id, isChat));
      if (random() < 0.1) break;
      then(48, (tickets) => say(tickets, id, "agent", isChat));
      then(1, (tickets) => tickets.setStatus(id, "solved"));
    }
    if (random() < 0.15) then(96, (tickets) => redact(tickets, id));
    if (random() < 0.05) then(96, (tickets) => tickets.touch(id));
    if (random() < 0.05) then(96, (tickets) => hide(tickets, id, random()));
    if (random() < 0.02) then(96, (tickets) => hide(tickets, id, "all"));
    if (random() < 0.05) then(96, (tickets) => rename(tickets, id));
    if (random() < 0.7) then(96, (tickets) => close(tickets, id));
    if (random() < 0.06) then(400, (tickets) => tickets.remove(id));
  }
  return all.sort((a, b) => a.at - b.at);
}

function open(tickets: FakeTickets, id: number, isChat: boolean): void {
  const { ticket } = tickets.add(id, `Something about ${id} is odd`);
  if (!isChat) return;
  ticket.from_messaging_channel = true;
  say(tickets, id, "customer", true);
}

function say(tickets: FakeTickets, id: number, who: "agent" | "customer", isChat: boolean): void {
  const { events, comments } = tickets.records.get(id)!;
  const place = comments.length + events.length;
  const text = `The ${who} says ${place} about ${id}`;
  if (!isChat) {
    const comment = tickets.comment(id, who === "agent" ? AGENT.id : 100_000 + id, text);
    if (place % 5 === 0) {
      comment.attachments = [{
        id: comment.id + 1,
        file_name: `picture-${place}.png`,
        content_type: "image/png",
        size: 1_000 + place,
        content_url: `https://acme.zendesk.com/attachments/token/${comment.id}`,
      }];
    }
    return;
  }
  events.push({
    id: `E${id}-${place}`,
    type: "Messaging::ConversationMessage",
    reference: `zen:sunco:conversation_message:${id}-${place}`,
    created_at: tickets.clock().toISOString().slice(0, 19) + "Z",
    author: { type: who === "agent" ? "agent" : "user", display_name: who },
    content: { type: "text", text },
    metadata: {},
    attachments: [],
  });
  tickets.touch(id);
}

function note(tickets: FakeTickets, id: number): void {
  tickets.comment(id, AGENT.id, `INTERNAL: ${id} is difficult`, { public: false });
}

function reopen(tickets: FakeTickets, id: number, isChat: boolean): void {
  say(tickets, id, "customer", isChat);
  tickets.setStatus(id, "open");
}

function redact(tickets: FakeTickets, id: number): void {
  const { comments } = tickets.records.get(id)!;
  const comment = comments.at(-1)!;
  comment.plain_body = comment.plain_body.replaceAll(/\w/g, "▇");
  comment.attachments = [];
  tickets.touch(id);
}

function hide(tickets: FakeTickets, id: number, which: number | "all"): void {
  const { comments } = tickets.records.get(id)!;
  comments.forEach((comment, index) => {
    if (which === "all" || index === Math.floor(which * comments.length)) comment.public = false;
  });
  tickets.touch(id);
}

function rename(tickets: FakeTickets, id: number): void {
  tickets.records.get(id)!.ticket.subject = `Ticket ${id}, in better words`;
  tickets.touch(id);
}

function close(tickets: FakeTickets, id: number): void {
  if (tickets.records.get(id)!.ticket.status === "solved") tickets.setStatus(id, "closed");
}
