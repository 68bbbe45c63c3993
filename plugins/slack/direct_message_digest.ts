import type { OutgoingSession, SessionTeammate } from "#plugin-kit";
import type { KnownBlock } from "@slack/web-api";
import type { SlackConnection } from "./connection.ts";
import { contentOf } from "./content.ts";
import { codeOf } from "./errors.ts";
import { harmless } from "./markdown.ts";
import { isSaid, readMessage } from "./message.ts";
import type { Place } from "./place.ts";
import { type Post, postsOf } from "./posts.ts";
import { permalink } from "./self.ts";
import { escape } from "./text.ts";
import { dateOfTs, isTs } from "./ts.ts";
import type { Workspace } from "./workspace.ts";

/** The button by which a teammate gives a conversation back. */
export const HAND_BACK = "hand_back";

/** How many messages of a conversation are shown, and how much of each. */
const MOST_MESSAGES = 10;
const MOST_CHARACTERS = 220;

/** The end of a thread, as a teammate reads it. */
export interface ThreadEnd {
  lines: string[];
  /** When somebody last wrote in the thread, by Slack user. */
  lastOf(user: string): Date | null;
}

/** Reads the end of a thread; of one that is gone, nothing is known. */
export async function readThreadEnd(place: Place, workspace: Workspace): Promise<ThreadEnd> {
  const last: Post[] = [];
  const times = new Map<string, string>();
  try {
    for await (const post of postsOf(workspace.client, place)) {
      if (post.user) times.set(post.user, post.ts);
      last.push(post);
      if (last.length > MOST_MESSAGES) last.shift();
    }
  } catch (error) {
    if (codeOf(error) === null) throw error;
  }
  const lines: string[] = [];
  for (const post of last) {
    const line = await lineOf(post, workspace);
    if (line !== null) lines.push(line);
  }
  return {
    lines,
    lastOf: (user) => {
      const ts = times.get(user);
      return isTs(ts) ? dateOfTs(ts) : null;
    },
  };
}

async function lineOf({ raw }: Post, workspace: Workspace): Promise<string | null> {
  const message = readMessage(raw);
  if (!isSaid(message)) return null;
  const author = await workspace.author(message);
  const { content, attachments } = await contentOf(message, workspace);
  const name = author.kind === "self"
    ? message.username ?? "Hissuno"
    : author.kind === "bot"
    ? author.name
    : author.person.name;
  const files = attachments.map((file) => `[${file.name}]`).join(" ");
  return quotedLine(name, shortened(`${content} ${files}`.replace(/\s+/g, " ").trim()));
}

/** What somebody said, in Slack's markup; it calls nobody. */
export function quotedLine(name: string, text: string): string {
  return `*${inert(name.replace(/[*\s]+/g, " ").trim() || "Somebody")}:* ${inert(text)}`;
}

/** Words that mean themselves in Slack's markup. */
export function inert(text: string): string {
  return harmless(escape(text));
}

function shortened(text: string): string {
  const characters = [...text];
  return characters.length > MOST_CHARACTERS
    ? `${characters.slice(0, MOST_CHARACTERS - 1).join("")}…`
    : text;
}

/** What a teammate gets who took a conversation over. */
export async function takeoverNote(
  session: OutgoingSession,
  teammate: SessionTeammate,
  end: ThreadEnd,
  { place, workspace, connection }: {
    place: Place;
    workspace: Workspace;
    connection: SlackConnection;
  },
): Promise<{ text: string; blocks: KnownBlock[] }> {
  const known = await connection.session(session.externalId);
  const contact = known?.contact;
  const customer = [contact?.name, contact?.email ? `(${contact.email})` : null].filter(Boolean)
    .join(" ");
  const name = session.name?.trim() || known?.name?.trim() || "a conversation";
  const dashboard = connection.sessionUrl(session.id);
  const thread = permalink(workspace.self, place.channel, place.thread);
  const links = [
    `<${thread}|Open the thread>`,
    ...(dashboard ? [`<${escape(dashboard)}|Open in Hissuno>`] : []),
  ].join(" · ");
  const title = `${inert(teammate.name)}, you took over *${inert(name.replace(/[*\s]+/g, " "))}*`;
  const text = `${title}${customer ? ` with ${inert(customer)}` : ""}.`;
  const section = (mrkdwn: string): KnownBlock => ({
    type: "section",
    text: { type: "mrkdwn", text: mrkdwn },
  });
  return {
    text,
    blocks: [
      section(`${text}\n${links}`),
      ...(end.lines.length === 0 ? [] : [section(fitting(end.lines))]),
      section(
        "Reply in this thread: everything you write here goes to the customer. Write `hand back`, " +
          "or press the button, to give the conversation back to the agent.",
      ),
      {
        type: "actions",
        elements: [{
          type: "button",
          action_id: HAND_BACK,
          text: { type: "plain_text", text: "Hand back" },
          value: session.externalId,
        }],
      },
    ],
  };
}

/** The last lines, as many as Slack takes in one section. */
function fitting(lines: string[]): string {
  let text = "";
  for (const line of lines.toReversed()) {
    const longer = text === "" ? line : `${line}\n${text}`;
    if (longer.length > 2_900) break;
    text = longer;
  }
  return text || lines.at(-1)!.slice(0, 2_900);
}
