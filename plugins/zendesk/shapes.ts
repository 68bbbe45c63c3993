import { z } from "#plugin-kit";

/** An id as text; numbers beyond 2^53 have lost digits on the way and are refused. */
const id = z.custom<string | number>(
  (value) => Number.isSafeInteger(value) || (typeof value === "string" && value !== ""),
  "must be an id that can be read exactly",
).transform(String);
const time = z.iso.datetime({ offset: true, message: "must be a time" })
  .transform((text) => new Date(text));
const text = z.string().nullish().catch(null);

/** What every item of the export has, deleted tickets included. */
export const headShape = z.object({ id, status: z.string() });

/** What is used of a ticket. */
export const ticketShape = z.object({
  id,
  status: z.string(),
  subject: z.string().nullish(),
  created_at: time,
  updated_at: time,
  requester_id: id.nullish(),
  organization_id: id.nullish(),
  from_messaging_channel: z.boolean().nullish(),
  priority: text,
  type: text,
  tags: z.array(z.string()).nullish().catch(null),
  via: z.object({ channel: text }).nullish().catch(null),
  satisfaction_rating: z.object({ score: text, comment: text }).nullish().catch(null),
});

/** What is used of a person. */
export const userShape = z.object({
  id,
  name: text,
  email: text,
  role: text,
  external_id: text,
  organization_id: id.nullish().catch(null),
});

/** What is used of an organization. */
export const organizationShape = z.object({
  id,
  name: text,
  domain_names: z.array(z.string()).nullish().catch(null),
});

const attachments = z.array(z.object({
  file_name: text,
  content_type: text,
  size: z.number().nullish().catch(null),
  content_url: text,
  deleted: z.boolean().nullish().catch(null),
  malware_scan_result: text,
})).nullish().catch(null);

/** What is used of a comment. */
export const commentShape = z.object({
  id,
  type: text,
  public: z.boolean(),
  author_id: id.nullish(),
  created_at: time,
  plain_body: z.string().nullish(),
  html_body: z.string().nullish(),
  body: z.string().nullish(),
  attachments,
  via: z.object({ channel: text }).nullish().catch(null),
  data: z.object({ transcription_text: text }).nullish().catch(null),
});

/** What is used of an event in a conversation log. */
export const eventShape = z.object({
  id,
  type: z.string(),
  created_at: time,
  author: z.object({
    type: z.string(),
    display_name: text,
    "zen:support:user_id": id.nullish().catch(null),
  }),
  content: z.object({ text, body: text, altText: text, mediaUrl: text }),
  metadata: z.object({ public: z.boolean().nullish().catch(null) }).nullish(),
  attachments,
});

/** A page of the export; its tickets are looked at one by one. */
export const pageShape = z.object({
  tickets: z.array(z.unknown()),
  users: z.array(z.unknown()).nullish(),
  organizations: z.array(z.unknown()).nullish(),
  metric_sets: z.array(z.unknown()).nullish(),
  after_cursor: z.string().nullish(),
  end_of_stream: z.boolean(),
});

/** When a ticket was solved, as its metrics say. */
export const metricShape = z.object({
  ticket_id: id,
  solved_at: time.nullish().catch(null),
});

export type Ticket = z.infer<typeof ticketShape>;
export type User = z.infer<typeof userShape>;
export type Organization = z.infer<typeof organizationShape>;
export type Comment = z.infer<typeof commentShape>;
export type LogEvent = z.infer<typeof eventShape>;
export type ExportPage = z.infer<typeof pageShape>;
