import { z } from "#plugin-kit";

/** Text that Fathom may leave out, or send as something else. */
const text = z.string().nullish().catch(null);
const flag = z.boolean().nullish().catch(null);
/** A number too large to be exact is refused rather than mixed up with another. */
const id = z.union([z.number(), z.string()])
  .refine(
    (value) =>
      (typeof value === "number" ? Number.isSafeInteger(value) : true) &&
      /^\d{1,20}$/.test(String(value)),
    "must be a whole number that is exact",
  )
  .transform(String);
const date = z.string().refine((value) => !Number.isNaN(Date.parse(value)), "must be a date");

const line = z.object({
  speaker: z.object({ display_name: text, matched_calendar_invitee_email: text }),
  text: z.string(),
  timestamp: text,
});

const invitee = z.object({
  name: text,
  matched_speaker_display_name: text,
  email: text,
  email_domain: text,
  is_external: flag,
});

/** What this plugin reads of a meeting, as far as it cannot do without. */
export const meetingSchema = z.object({
  recording_id: id,
  created_at: date,
  title: text,
  meeting_title: text,
  meeting_type: text,
  url: text,
  scheduled_start_time: text,
  recording_start_time: text,
  recording_end_time: text,
  calendar_invitees_domains_type: text,
  transcript_language: text,
  transcript: z.array(line).nullish(),
  default_summary: z.object({ markdown_formatted: text }).nullish().catch(null),
  action_items: z.array(z.object({
    description: text,
    completed: flag,
    assignee: z.object({ name: text, email: text }).nullish().catch(null),
  })).nullish().catch(null),
  calendar_invitees: z.array(invitee).nullish(),
  recorded_by: z.object({ name: text, email: text, email_domain: text }).nullish().catch(null),
});

export type FathomMeeting = z.infer<typeof meetingSchema>;
export type FathomLine = z.infer<typeof line>;

/** A page, its meetings unread: one that is malformed must not cost the others. */
export const pageSchema = z.object({ items: z.array(z.unknown()), next_cursor: text });
