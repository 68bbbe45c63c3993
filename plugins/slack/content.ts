import type { Attachment } from "#plugin-kit";
import { textOfParts } from "./blocks.ts";
import { attachmentsOf } from "./files.ts";
import type { Message } from "./message.ts";
import { mentionsOf, toText } from "./text.ts";
import type { Workspace } from "./workspace.ts";

/** A message's text in Slack's markup, also when only its blocks have it. */
export function markupOf(message: Message): string {
  const text = message.text ?? "";
  if (text.trim() !== "") return text;
  return textOfParts(message.blocks ?? [], message.attachments ?? []);
}

/** What a message says, with names in the place of ids, and the files that came with it. */
export async function contentOf(
  message: Message,
  workspace: Workspace,
): Promise<{ content: string; attachments: Attachment[] }> {
  const markup = markupOf(message);
  const { users, channels } = mentionsOf(markup);
  const userNames = new Map<string, string>();
  for (const id of users.slice(0, 50)) userNames.set(id, (await workspace.people.get(id)).name);
  const channelNames = new Map<string, string | null>();
  for (const id of channels.slice(0, 50)) channelNames.set(id, await workspace.channelName(id));
  const content = toText(markup, {
    user: (id) => userNames.get(id),
    channel: (id) => channelNames.get(id) ?? undefined,
  });
  return { content, attachments: await attachmentsOf(message.files ?? [], workspace.source) };
}

/**
 * Whether a message calls upon somebody else than us: a teammate, a colleague, a group. Then the
 * agent keeps out.
 */
export async function isForSomebodyElse(message: Message, workspace: Workspace): Promise<boolean> {
  const { users, hasGroup } = mentionsOf(markupOf(message));
  if (hasGroup) return true;
  for (const id of users.slice(0, 50)) {
    if (id === workspace.self.botUserId) continue;
    if (!(await workspace.people.get(id)).isBot) return true;
  }
  return false;
}
