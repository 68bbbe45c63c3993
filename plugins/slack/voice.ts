import type { OutgoingMessage } from "#plugin-kit";
import type { SlackConnection } from "./connection.ts";
import { hasScope } from "./identity.ts";
import { harmless, plainWords, POST_LENGTH, sourceList, splitMarkdown } from "./markdown.ts";

/** How the author of a message is shown: by the post's own name, or before the text. */
export interface Voice {
  username?: string;
  prefix?: string;
}

/** The scope to post under another name than the app's. */
const CUSTOMIZE = "chat:write.customize";

/** The agent speaks as the app; a teammate under their own name. */
export async function voiceOf(
  message: Pick<OutgoingMessage, "senderType" | "senderName">,
  connection: SlackConnection,
): Promise<Voice> {
  const name = message.senderName?.replace(/\s+/g, " ").trim();
  if (message.senderType !== "human_agent" || !name) return {};
  const mayName = await hasScope(connection, CUSTOMIZE);
  return mayName ? { username: [...name].slice(0, 70).join("") } : named(name);
}

/** The name before the text, where posts cannot have one of their own. */
export function named(name: string): Voice {
  return { prefix: plainWords(harmless(name), 70) };
}

/**
 * The posts that a message makes: its author where needed, its text, its sources; nobody is called
 * by them.
 */
export function postsFor(
  message: Pick<OutgoingMessage, "content" | "sources">,
  { prefix }: Voice,
): string[] {
  const content = message.content.trim();
  if (content === "") return [""];
  const text = prefix === undefined ? content : `${prefix}:${separator(content)}${content}`;
  return splitMarkdown(harmless(text + sourceList(message.sources)), POST_LENGTH);
}

/** What begins with a list, a heading, a quotation or code needs a line of its own. */
function separator(content: string): string {
  return /^(\s{4}|#{1,6}\s|[-*+>|]|\d+[.)]\s|```|~~~)/.test(content) ? "\n\n" : " ";
}
