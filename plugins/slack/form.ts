import { z } from "#plugin-kit";

/** What is entered and shown again. */
export const settings = z.object({
  direct_messages: z.boolean().default(true).meta({
    title: "Bring conversations to teammates by direct message",
    description:
      "Who takes a conversation over gets it as a direct message in Slack, and answers " +
      "from there.",
  }),
});

/** A text without spaces around it that begins as Slack's tokens of a kind do. */
function token(prefix: string, sentence: string) {
  return z.string().trim().max(1_000, "The token is too long.").startsWith(prefix, sentence);
}

/** What is entered and never shown again. */
export const secret = z.object({
  client_id: z.string().trim().regex(/^\d+\.\d+$/, "The client ID is two numbers with a point.")
    .max(100, "The client ID is too long.")
    .optional().meta({
      title: "Client ID",
      description: "Under Basic Information > App Credentials. Only for Connect to Slack.",
    }),
  client_secret: z.string().trim().min(1).max(200, "The client secret is too long.")
    .optional().meta({
      title: "Client secret",
      description: "Beside the client ID. Only for Connect to Slack.",
    }),
  signing_secret: z.string().trim().min(1).max(200, "The signing secret is too long.")
    .optional().meta({
      title: "Signing secret",
      description:
        "Under Basic Information > App Credentials. Shows that events come from Slack. " +
        "Not needed with an app-level token.",
    }),
  bot_token: token("xoxb-", "The bot token begins with xoxb-.").meta({
    title: "Bot token",
    description: "Under OAuth & Permissions, once the app is installed. Begins with xoxb-.",
  }),
  app_token: token("xapp-", "The app-level token begins with xapp-.").optional().meta({
    title: "App-level token (Socket Mode)",
    description:
      "For a Hissuno that cannot be reached from the internet. Under Basic Information " +
      "> App-Level Tokens, with the scope connections:write. Begins with xapp-.",
  }),
});

export type Settings = z.infer<typeof settings>;
export type Secret = z.infer<typeof secret>;
