import { z } from "#plugin-kit";

/** Text that Gong may leave out, or send as something else. */
const text = z.string().nullish().catch(null);
const amount = z.number().nullish().catch(null);
/** Ids have up to 20 digits: as a number they would lose the last ones. */
const id = z.string().regex(/^\d{1,20}$/, "must be text of up to 20 digits");
const records = z.object({ cursor: text, totalRecords: amount }).nullish();

const party = z.object({
  emailAddress: text,
  name: text,
  userId: text,
  speakerId: text,
  affiliation: text,
  phoneNumber: text,
});

/** What this plugin reads of a call, as far as it cannot do without. */
export const callSchema = z.object({
  metaData: z.object({
    id,
    url: text,
    title: text,
    scheduled: text,
    started: text,
    duration: amount,
    direction: text,
    system: text,
    scope: text,
    language: text,
    // Not forgiving: a call is not shown because its privacy cannot be read.
    isPrivate: z.boolean().nullish(),
  }),
  parties: z.array(party).nullish(),
  context: z.array(z.object({
    objects: z.array(z.object({
      objectType: text,
      objectId: text,
      fields: z.array(z.object({ name: text, value: z.unknown() })).nullish(),
    })).nullish(),
  })).nullish().catch(null),
  content: z.object({ brief: text }).nullish().catch(null),
});

/** What was said: a part is what one speaker says in one go. */
export const transcriptSchema = z.array(z.object({
  speakerId: text,
  sentences: z.array(z.object({ start: amount, text: z.string() })),
}));

export type GongCall = z.infer<typeof callSchema>;
export type GongParty = z.infer<typeof party>;
export type GongTranscript = z.infer<typeof transcriptSchema>;

/** Pages, their items unread: one that is malformed must not cost the others. */
export const callsSchema = z.object({ calls: z.array(z.unknown()), records });
export const transcriptsSchema = z.object({
  // One that is malformed is as good as not ready: its call waits for it.
  callTranscripts: z.array(
    z.object({ callId: id, transcript: z.unknown() }).nullable().catch(null),
  ),
  records,
});
export const usersSchema = z.object({ users: z.array(z.object({ emailAddress: text })) });
