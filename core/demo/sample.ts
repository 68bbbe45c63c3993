import type { Conversation, ConversationMessage } from "../contract/mod.ts";
import type { PersonKey } from "./people.ts";
import { customerOf } from "./people.ts";

/** One session of the sample data, written so that it can be read. */
export interface Sample {
  source: string;
  /** How long ago its last message was, in days. */
  daysAgo: number;
  who?: PersonKey;
  name?: string;
  description?: string;
  tags?: string[];
  /** Path of the customer's page. */
  page?: [path: string, title: string];
  closed?: boolean;
  archived?: boolean;
  /** The teammate who took it over. */
  takenOverBy?: string;
  /** Why a person is asked for. */
  needsHuman?: string;
  metadata?: Record<string, unknown>;
  fields?: Record<string, unknown>;
  /**
   * One message a line: `<` the customer, `>` the agent, `* Name:` a teammate, `! ` another bot;
   * in meetings `# 1:05 Name:` for us and `= 1:05 Name:` for them; in behavioural sessions
   * `@ 0:05 what`, with details behind a bar.
   */
  talk: string;
}

/** Between two messages of a chat, in milliseconds. */
const STEP = 70_000;
const DAY = 24 * 60 * 60 * 1000;
const SITE = "https://app.harbor.example";

/**
 * A sample as the door takes it. The same sample always has the same external ids, so that filling a
 * project twice adds nothing.
 *
 * @param key unique among the samples
 */
export function conversationOf(sample: Sample, key: string, at: Date): Conversation {
  const { source, daysAgo, page } = sample;
  const lines = sample.talk.trim().split("\n").map((line) => line.trim());
  const end = at.getTime() - daysAgo * DAY;
  const spans = lines.map((line, index) => offsetOf(line) ?? index * STEP);
  const start = end - spans.at(-1)!;
  return {
    externalId: `demo-${key}`,
    sessionType: lines[0]!.startsWith("@")
      ? "behavioral"
      : /^[#=]/.test(lines[0]!)
      ? "meeting"
      : "chat",
    name: sample.name,
    description: sample.description,
    status: sample.closed ? "closed" : "active",
    startedAt: new Date(start),
    customer: sample.who ? customerOf(sample.who) : undefined,
    pageUrl: page ? SITE + page[0] : undefined,
    pageTitle: page ? page[1] : undefined,
    originalUrl: originalOf(source, key),
    userMetadata: sample.metadata,
    customFields: sample.fields,
    tags: sample.tags,
    messages: lines.map((line, index) => ({
      ...messageOf(line),
      externalId: `demo-${key}-${index}`,
      at: new Date(start + spans[index]!),
    })),
  };
}

function messageOf(line: string): ConversationMessage {
  const [sign, text] = [line[0], line.slice(1).trim()];
  switch (sign) {
    case "<":
      return { senderType: "user", content: breaks(text) };
    case ">":
      return agentMessage(text);
    case "!":
      return { senderType: "bot", senderName: "Triage bot", content: breaks(text) };
    case "*": {
      const [, name, content] = /^([^:]+): (.*)$/.exec(text)!;
      return { senderType: "human_agent", senderName: name, content: breaks(content!) };
    }
    case "@": {
      const [, , content] = /^(\d+:\d\d) (.*)$/.exec(text)!;
      return { senderType: "user", content: content!.replaceAll(" | ", "\n") };
    }
    default: {
      const [, , name, content] = /^(\d+:\d\d) ([^:]+): (.*)$/.exec(text)!;
      return {
        senderType: sign === "#" ? "human_agent" : "user",
        senderName: name,
        content: content!,
        offsetMs: offsetOf(line) ?? undefined,
      };
    }
  }
}

/** An answer of the agent; what stands in [[brackets]] at its end is where it is from. */
function agentMessage(text: string): ConversationMessage {
  const [, content, source] = /^(.*?)(?: \[\[(.+)\]\])?$/.exec(text)!;
  return {
    senderType: "ai",
    content: breaks(content!),
    sources: source ? [{ title: source, url: null }] : [],
  };
}

function breaks(text: string): string {
  return text.replaceAll(" // ", "\n");
}

/** Milliseconds from the start, for lines that say so. */
function offsetOf(line: string): number | null {
  const match = /^[#=@] (\d+):(\d\d) /.exec(line);
  return match ? (Number(match[1]) * 60 + Number(match[2])) * 1000 : null;
}

function originalOf(source: string, key: string): string | undefined {
  const places: Record<string, string> = {
    slack: "https://harbor.slack.example/archives/",
    intercom: "https://intercom.example/conversations/",
    zendesk: "https://harbor.zendesk.example/tickets/",
    gong: "https://gong.example/call?id=",
    fathom: "https://fathom.example/calls/",
    posthog: "https://posthog.example/replay/",
  };
  return Object.hasOwn(places, source) ? places[source] + key : undefined;
}
