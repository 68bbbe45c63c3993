import { defineSource, z } from "#plugin-kit";
import { findWorkspace, HOSTS, type Region } from "./api.ts";
import { People } from "./people.ts";
import { readOne } from "./read_one.ts";
import { type Position, readDeleted, readUpdated } from "./streams.ts";
import { validateCredentials } from "./validate.ts";

const settings = z.object({
  includeUnanswered: z.boolean().default(false).meta({
    title: "Import messages that nobody answered",
    description: "Campaigns and first messages of your team, without a word of the customer.",
  }),
});

const secret = z.object({
  accessToken: z.string().trim()
    .regex(/^[\x21-\x7e]{10,1000}$/, "must be the access token alone, without spaces")
    .meta({
      title: "Access token",
      description:
        "Open or make an app of your workspace in Intercom's Developer Hub; the token is under " +
        "Configure, Authentication. It needs to read conversations, users and companies. The region " +
        "(US, Europe, Australia) is found by itself. " +
        "https://developers.intercom.com/docs/build-an-integration/learn-more/authentication",
    }),
});

/** Conversations of an Intercom workspace. */
export default defineSource<typeof settings, typeof secret, Position | Region>({
  manifest: {
    contract: 1,
    id: "intercom",
    name: "Intercom",
    summary: "Imports conversations with customers and leads, and follows their changes.",
    produces: "chat",
    hosts: HOSTS,
    // Of 1,667 in ten seconds, which all apps of a workspace share.
    limits: { requests: 1_000, perSeconds: 10 },
    defaultSchedule: "1h",
    overlapSeconds: 300,
    dateFilter: "the date a conversation was started",
  },
  settings,
  secret,
  validateCredentials,

  async *sync(context) {
    // Kept like a cursor: the next run asks the right region first.
    const remembered = context.cursor("region") as Region | undefined;
    const workspace = await findWorkspace(context, remembered);
    if (workspace.region !== remembered) {
      yield { type: "checkpoint", stream: "region", cursor: workspace.region };
    }
    // A run that goes on in the middle of the conversations has followed the deletions before.
    if (!context.cursor()) yield* readDeleted(context, workspace);
    yield* readUpdated(context, workspace);
  },

  async fetchOne(externalId, context) {
    const workspace = await findWorkspace(context);
    const item = await readOne(context, workspace, new People(workspace), externalId);
    const message = "No customer said anything in this conversation, so it is not imported.";
    return item ?? { type: "problem", externalId, message };
  },
});
