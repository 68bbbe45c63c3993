import { now } from "#plugin-kit";

type Json = Record<string, unknown>;

/** A part of a conversation, as Intercom gives it. */
export interface FakePart {
  id: string;
  part_type: string;
  body: string | null;
  author: Json;
  created_at: number;
  redacted?: boolean;
  attachments?: Json[];
}

/** A conversation with all its parts. */
export interface FakeConversation {
  id: string;
  created_at: number;
  updated_at: number;
  state: string;
  source: Json;
  contacts: { type: "contact.list"; contacts: Json[] };
  parts: FakePart[];
  /** Fields over those of the answer. */
  more: Json;
}

/** Authors that messages of a fake workspace can have. */
export const people = {
  customer: { type: "user", id: "contact-1", name: "Jane Doe", email: "jane@example.com" },
  teammate: { type: "admin", id: "991", name: "Ciaran", email: "ciaran@acme.test" },
  team: { type: "team", id: "12", name: "Support", email: "team@acme.test" },
  fin: { type: "bot", id: "278", name: "Fin", email: "fin@acme.test", from_ai_agent: true },
  operator: { type: "bot", id: "1", name: "Operator", email: "operator@acme.test" },
};

/** What an imaginary workspace holds, and how it changes. */
export class FakeWorkspace {
  readonly conversations = new Map<string, FakeConversation>();
  readonly contacts = new Map<string, Json>();
  readonly companies = new Map<string, Json[]>();
  readonly deleted: { type: "conversation"; id: string; deleted_at: number }[] = [];

  /** Adds a conversation a customer began, or changes what they said first. */
  put(id: string, text: string, at: Date, source: Json = {}): FakeConversation {
    const second = Math.floor(at.getTime() / 1000);
    const known = this.conversations.get(id);
    if (known) {
      known.source.body = html(text);
      known.updated_at = second;
      return known;
    }
    this.addContact(`contact-${id}`, { email: `${id}@example.com`, name: `Customer ${id}` });
    const conversation: FakeConversation = {
      id,
      created_at: second,
      updated_at: second,
      state: "open",
      source: {
        type: "conversation",
        id: `source-${id}`,
        delivered_as: "customer_initiated",
        subject: "",
        body: html(text),
        author: {
          type: "user",
          id: `contact-${id}`,
          name: `Customer ${id}`,
          email: `${id}@example.com`,
        },
        attachments: [],
        url: "https://acme.test/pricing",
        redacted: false,
        ...source,
      },
      contacts: {
        type: "contact.list",
        contacts: [{ type: "contact", id: `contact-${id}`, external_id: null }],
      },
      parts: [],
      more: {},
    };
    this.conversations.set(id, conversation);
    return conversation;
  }

  /** Says something in a conversation, now. */
  say(id: string, author: Json, body: string | null, part: Partial<FakePart> = {}): FakePart {
    const conversation = this.conversations.get(id)!;
    const second = Math.floor(now().getTime() / 1000);
    const said: FakePart = {
      id: `${id}-${conversation.parts.length + 1}`,
      part_type: "comment",
      body: body === null ? null : html(body),
      author,
      created_at: second,
      redacted: false,
      attachments: [],
      ...part,
    };
    conversation.parts.push(said);
    conversation.updated_at = second;
    return said;
  }

  /** Adds a contact, with the companies it belongs to. */
  addContact(id: string, fields: Json, companies: Json[] = []): void {
    this.contacts.set(id, { type: "contact", id, role: "user", external_id: null, ...fields });
    this.companies.set(id, companies);
  }

  /** Deletes a conversation, now. */
  remove(id: string): void {
    this.conversations.delete(id);
    const deleted_at = Math.floor(now().getTime() / 1000);
    this.deleted.unshift({ type: "conversation", id, deleted_at });
  }
}

const html = (
  text: string,
): string => (text === "" ? "" : `<p>${text.replaceAll("&", "&amp;")}</p>`);
