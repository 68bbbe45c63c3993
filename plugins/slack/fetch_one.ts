import type { SyncItem } from "#plugin-kit";
import { channelInfo } from "./channels.ts";
import { placeOf, UnreadableMessage } from "./message.ts";
import { readThread } from "./read_thread.ts";
import type { SlackSource } from "./self.ts";
import type { ChannelCursor } from "./sync_cursor.ts";
import { captureThread } from "./thread.ts";
import { openWorkspace } from "./workspace.ts";

/** One thread by its session's outer id, when somebody asks to try it again. */
export async function fetchOne(
  externalId: string,
  source: SlackSource,
): Promise<SyncItem<ChannelCursor>> {
  const problem = (message: string) => ({ type: "problem" as const, externalId, message });
  const place = placeOf(externalId);
  const found = place && await channelInfo(place.channel, source);
  if (!place || !found) return problem("The channel is gone, or the app is not in it any more.");
  const workspace = await openWorkspace(source, () => Promise.resolve(found.name));
  try {
    const thread = await readThread(workspace.client, place.channel, place.ts);
    if (!thread) return problem("The thread was deleted in Slack.");
    // A person asks for this very thread, whoever wrote in it.
    const channel = { ...found, scope: found.isExternal ? "external" as const : "all" as const };
    const captured = await captureThread(thread.messages, channel, workspace);
    if (!captured) return problem("Nobody from outside has written in this thread.");
    return { type: "conversation", value: { ...captured.conversation, onClosed: "append" } };
  } catch (error) {
    if (!(error instanceof UnreadableMessage)) throw error;
    return problem(`The thread could not be read. ${error.message}`);
  }
}
