import { z } from "#plugin-kit";

/** Thrown for an answer that lacks what the plugin cannot do without. */
export class Unusable extends Error {
  override name = "Unusable";
}

// A number beyond 2^53 has lost digits already and is refused, not guessed.
const id = z.union([z.string().min(1), z.int().transform(String)]);
const text = z.string().nullish();
const flag = z.boolean().nullish();
const count = z.number().nullish();
/** Unix seconds up to the year 9999. */
const seconds = z.int().min(0).max(253_402_300_799);

const author = z.object({
  type: text,
  id: id.nullish(),
  name: text,
  email: text,
  from_ai_agent: flag,
  is_ai_answer: flag,
});

const attachments = z.array(z.object({ name: text, content_type: text, filesize: count }))
  .nullish();

const part = z.object({
  id,
  part_type: text,
  body: text,
  created_at: seconds,
  redacted: flag,
  author: author.nullish(),
  attachments,
});

const company = z.object({ id: id.nullish(), company_id: id.nullish(), name: text, website: text });

const contacts = z.object({ contacts: z.array(z.object({ id })).nullish() }).nullish();

const conversation = z.object({
  id,
  created_at: seconds,
  title: text,
  state: text,
  open: flag,
  source: z.object({
    type: text,
    delivered_as: text,
    subject: text,
    body: text,
    url: text,
    redacted: flag,
    author: author.nullish(),
    attachments,
  }),
  contacts,
  company: company.nullish(),
  tags: z.object({ tags: z.array(z.object({ name: text })).nullish() }).nullish(),
  conversation_rating: z.object({ rating: count, remark: text }).nullish(),
  statistics: z.object({ count_conversation_parts: count }).nullish(),
  conversation_parts: z.object({ conversation_parts: z.array(part), total_count: count }),
});

const contact = z.object({
  id,
  external_id: text,
  role: text,
  email: text,
  name: text,
  companies: z.object({ data: z.array(z.unknown()).nullish(), total_count: count }).nullish(),
});

// The description says `companies`, its own example says `data`.
const companies = z.object({
  data: z.array(company).nullish(),
  companies: z.array(company).nullish(),
});

const me = z.object({
  name: text,
  app: z.object({ id_code: text, name: text, region: text }).nullish(),
});

const page = z.object({
  conversations: z.array(z.unknown()),
  pages: z.object({ next: z.object({ starting_after: text }).nullish() }).nullish(),
});

const listed = z.object({ id, created_at: seconds, contacts: contacts.catch(undefined) });

const deletedPage = z.object({
  conversations: z.array(z.object({ id, deleted_at: seconds.nullish() })),
  pages: z.object({ total_pages: count }).nullish(),
});

export type Author = z.infer<typeof author>;
export type Part = z.infer<typeof part>;
export type Company = z.infer<typeof company>;
export type Contact = z.infer<typeof contact>;
export type IntercomConversation = z.infer<typeof conversation>;

/** Reads answers of Intercom: what the plugin needs, and nothing it does not. Each throws Unusable. */
export const read = {
  me: reader(me, "account"),
  page: reader(page, "list of conversations"),
  listed: reader(listed, "entry in the list of conversations"),
  conversation: reader(conversation, "conversation"),
  contact: reader(contact, "contact"),
  companies: reader(companies, "list of companies"),
  deletedPage: reader(deletedPage, "list of deleted conversations"),
};

function reader<Schema extends z.ZodType>(schema: Schema, what: string) {
  return (answer: unknown): z.infer<Schema> => {
    const result = schema.safeParse(answer);
    if (result.success) return result.data;
    const { path, message } = result.error.issues[0]!;
    const fault = message.replace("Invalid input: ", "").replace("undefined", "nothing");
    const where = path.length > 0 ? ` (${path.join(".")}: ${fault})` : "";
    throw new Unusable(`Intercom gave a ${what} that cannot be read${where}.`);
  };
}
