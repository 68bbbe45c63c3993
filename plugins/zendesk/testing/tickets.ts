/** A comment as the fake keeps it, in Zendesk's own shape. */
export interface FakeComment {
  id: number;
  type: string;
  author_id: number;
  public: boolean;
  plain_body: string;
  created_at: string;
  [field: string]: unknown;
}

/** A ticket as the fake keeps it. */
export interface FakeTicket {
  id: number;
  status: string;
  subject: string;
  requester_id: number | null;
  organization_id: number | null;
  from_messaging_channel: boolean;
  created_at: string;
  updated_at: string;
  [field: string]: unknown;
}

/** A ticket with all that belongs to it. */
export interface FakeRecord {
  ticket: FakeTicket;
  comments: FakeComment[];
  events: Record<string, unknown>[];
  solvedAt: string | null;
  /** Its place in the log of changes. */
  place: number;
}

/** People and organizations of the fake account. */
export const AGENT = { id: 900, name: "Ann Agent", email: "ann@acme.example", role: "agent" };
export const ADMIN = { id: 901, name: "Ada Admin", email: "ada@acme.example", role: "admin" };
export const ORGANIZATION = { id: 800, name: "Globex", domain_names: ["globex.example"] };

/** The tickets of a fake account with the log of their changes, which the export reads. */
export class FakeTickets {
  readonly records = new Map<number, FakeRecord>();
  readonly users = new Map<number, Record<string, unknown>>([[AGENT.id, AGENT], [ADMIN.id, ADMIN]]);
  readonly organizations = new Map<number, Record<string, unknown>>([
    [ORGANIZATION.id, ORGANIZATION],
  ]);
  /** Changes in their order; a ticket counts where it changed last. */
  readonly #log: { id: number; at: number }[] = [];
  #nextComment = 5_000;

  /** @param clock tells when changes happen */
  constructor(readonly clock: () => Date) {}

  /** A new ticket with the customer's first comment. */
  add(id: number, text: string, at: Date = this.clock()): FakeRecord {
    const requester = 100_000 + id;
    this.users.set(requester, {
      id: requester,
      name: `Customer ${id}`,
      email: `customer${id}@globex.example`,
      role: "end-user",
      organization_id: ORGANIZATION.id,
    });
    const record: FakeRecord = {
      ticket: {
        id,
        status: "open",
        subject: `Ticket ${id}`,
        requester_id: requester,
        organization_id: ORGANIZATION.id,
        from_messaging_channel: false,
        created_at: iso(at),
        updated_at: iso(at),
        priority: null,
        type: "question",
        tags: ["web"],
        via: { channel: "web" },
      },
      comments: [],
      events: [],
      solvedAt: null,
      place: -1,
    };
    this.records.set(id, record);
    this.comment(id, requester, text, { at });
    return record;
  }

  /** A comment on a ticket; the customer's own with their id. */
  comment(
    id: number,
    author: number,
    text: string,
    options: { public?: boolean; at?: Date } = {},
  ): FakeComment {
    const comment: FakeComment = {
      id: this.#nextComment++,
      type: "Comment",
      author_id: author,
      public: options.public ?? true,
      plain_body: text,
      html_body: `<div class="zd-comment"><p>${text}</p></div>`,
      body: text,
      created_at: iso(options.at ?? this.clock()),
      attachments: [],
      via: { channel: "web", source: {} },
    };
    this.records.get(id)!.comments.push(comment);
    this.touch(id, options.at);
    return comment;
  }

  /** Moves a ticket to a status; `solved` sets the solved date. */
  setStatus(id: number, status: string, at: Date = this.clock()): void {
    const record = this.records.get(id)!;
    record.ticket.status = status;
    if (status === "solved") record.solvedAt = iso(at);
    this.touch(id, at);
  }

  /** Deletes a ticket: the export tells of it, with what it said taken out. */
  remove(id: number): void {
    const { ticket } = this.records.get(id)!;
    Object.assign(ticket, { status: "deleted", subject: "SCRUBBED", requester_id: null });
    this.touch(id);
  }

  /** Notes a change now, whatever time the ticket itself gives. */
  touch(id: number, updatedAt: Date = this.clock()): void {
    const record = this.records.get(id)!;
    record.ticket.updated_at = iso(updatedAt);
    record.place = this.#log.length;
    this.#log.push({ id, at: this.clock().getTime() });
  }

  /** The first place in the log at or after a time. */
  placeOf(time: number): number {
    const found = this.#log.findIndex(({ at }) => at >= time);
    return found < 0 ? this.#log.length : found;
  }

  /** Changed tickets from a place on, each where it changed last, none newer than `until`. */
  changed(place: number, amount: number, until: number) {
    const records: FakeRecord[] = [];
    let next = place;
    for (; next < this.#log.length && records.length < amount; next++) {
      const { id, at } = this.#log[next]!;
      if (at > until) break;
      const record = this.records.get(id)!;
      if (record.place === next) records.push(record);
    }
    const following = this.#log[next];
    return { records, next, isEnd: following === undefined || following.at > until };
  }
}

const iso = (at: Date) => at.toISOString().slice(0, 19) + "Z";
