import { cleanText, z } from "#plugin-kit";

/** The most bytes of a body. */
export const MAX_BODY = 64 * 1024;

const METADATA_CHARACTERS = 16_000;

const short = (most: number) => z.string().trim().max(most, `must be at most ${most} characters`);

const user = z.object({
  id: z.union([short(200), z.number().transform(String)]),
  name: short(200),
  email: z.union([z.literal(""), short(320).regex(/^[^\s@]+@[^\s@]+$/, "must be an address")]),
  /** Signed by the project's server. Whatever it is, a chat must not fail over it. */
  user_hash: short(500),
}).partial();

const metadata = z.record(z.string().max(100, "names must be at most 100 characters"), z.unknown())
  .refine(
    (value) => JSON.stringify(value).length <= METADATA_CHARACTERS,
    `must be at most ${METADATA_CHARACTERS} characters of JSON`,
  );

/** The body of `POST /:projectId/messages`. */
export const newMessage = z.object({
  client_id: z.string().regex(
    /^[A-Za-z0-9_-]{1,64}$/,
    "must be 1 to 64 letters, digits, hyphens or underlines, and new for each message",
  ),
  session_id: z.string().max(100, "must be the id of a session").optional(),
  text: z.string().max(10_000, "must be at most 10,000 characters").transform((text) =>
    cleanText(text).trim()
  ).refine((text) => text !== "", "must not be empty"),
  page: z.object({ url: short(4_000), title: short(1_000) }).partial().optional(),
  user: user.optional(),
  metadata: metadata.optional(),
});

/** The body of `POST /:projectId/identify`. */
export const identification = z.object({
  session_id: z.string().max(100, "must be the id of a session"),
  user,
  metadata: metadata.optional(),
});

/** What a visitor's browser sends with a message. */
export type NewMessage = z.infer<typeof newMessage>;

/** Who the page says the visitor is. */
export type User = z.infer<typeof user>;
