import type {
  Conversation,
  ConversationMessage,
  SenderType,
  SessionType,
} from "../../../../../../core/contract/mod.ts";
import { type ErrorDetail, invalidFields } from "../../../../../../core/errors.ts";
import { parseTranscript, speakersOf } from "./transcript.ts";
import { MOST_MESSAGES, type NewSessionValues, recordOf } from "./values.ts";

const types = ["chat", "meeting", "behavioral"];
const senders = ["user", "human_agent", "ai", "bot"];
const MOST_CHARACTERS = 100_000;

/**
 * The conversation a filled-in form describes, without its contact.
 *
 * @param at when it was typed in: the end of the conversation
 * @throws {AppError} 400 naming every field that is wrong
 */
export function conversationOf(values: NewSessionValues, at: Date): Conversation {
  const faults: ErrorDetail[] = [];
  const fault = (field: string, message: string) => faults.push({ field, message });
  const limit = (field: string, text: string, most: number) => {
    if (text.length > most) {
      fault(field, `This is too long. Use at most ${most.toLocaleString("en-US")} characters.`);
    }
  };
  limit("name", values.name, 500);
  limit("description", values.description, 10_000);
  limit("page_title", values.pageTitle, 500);
  if (!types.includes(values.type)) fault("type", "Choose what kind of conversation it was.");
  if (values.pageUrl !== "" && !isPage(values.pageUrl)) {
    fault("page_url", "Enter a whole address that begins with https:// or http://.");
  }
  const messages = [...typedMessages(values, fault), ...transcriptMessages(values)];
  if (messages.length === 0 && values.name === "") {
    fault("row_content_0", "Write at least one message, paste a transcript, or give a name.");
  }
  if (messages.length > MOST_MESSAGES) {
    fault("transcript", `These are ${messages.length} messages. Use at most ${MOST_MESSAGES}.`);
  }
  const userMetadata = recordOf(values.metadata, "metadata", fault);
  const customFields = recordOf(values.fields, "fields", fault);
  if (faults.length > 0) throw invalidFields(faults);
  return {
    sessionType: values.type as SessionType,
    name: values.name || undefined,
    description: values.description || undefined,
    status: values.isClosed ? "closed" : "active",
    tags: values.tags,
    pageUrl: values.pageUrl || undefined,
    pageTitle: values.pageTitle || undefined,
    userMetadata,
    customFields,
    messages: timed(messages, at),
  };
}

/** Who of a transcript is the customer: as chosen, else the contact, else whoever speaks first. */
export function assignSpeakers(
  values: NewSessionValues,
  teammate: string,
): NewSessionValues["speakers"] {
  const chosen = new Map(values.speakers.map(({ name, sender }) => [name, sender]));
  const names = speakersOf(parseTranscript(values.transcript));
  const same = (a: string, b: string) => a !== "" && a.toLowerCase() === b.toLowerCase();
  const customer = names.find((name) => same(name, values.customerName)) ??
    names.find((name) => !same(name, teammate));
  return names.map((name) => ({
    name,
    sender: chosen.get(name) ?? (name === customer ? "user" : "human_agent"),
  }));
}

/** 4:05 or 1:02:03 as milliseconds; null when it is neither. */
export function parseOffset(text: string): number | null {
  const match = /^(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)$/.exec(text);
  if (!match) return null;
  const [, hours = "0", minutes, seconds] = match;
  return (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}

type Fault = (field: string, message: string) => void;

function typedMessages({ rows, type }: NewSessionValues, fault: Fault): ConversationMessage[] {
  return rows.flatMap(({ sender, name, time, content }, index) => {
    if (content.trim() === "") {
      if (name.trim() !== "" || time.trim() !== "") {
        fault(`row_content_${index}`, "Write what was said, or empty this row.");
      }
      return [];
    }
    if (!senders.includes(sender)) fault(`row_content_${index}`, "Choose who said this.");
    if (content.length > MOST_CHARACTERS) {
      fault(`row_content_${index}`, "This is too long. Use at most 100,000 characters.");
    }
    const offsetMs = time.trim() === "" ? null : parseOffset(time.trim());
    const isTimed = type === "meeting" && time.trim() !== "";
    if (isTimed && offsetMs === null) {
      fault(`row_time_${index}`, "Use minutes and seconds, such as 4:05.");
    }
    return [{
      senderType: sender as SenderType,
      senderName: name.trim().slice(0, 200) || undefined,
      content: content.trim(),
      offsetMs: isTimed ? offsetMs ?? undefined : undefined,
    }];
  });
}

function transcriptMessages(values: NewSessionValues): ConversationMessage[] {
  const senderOf = new Map(values.speakers.map(({ name, sender }) => [name, sender]));
  return parseTranscript(values.transcript).map(({ speaker, text, offsetMs }) => {
    const sender = senderOf.get(speaker ?? "");
    return {
      senderType: sender !== undefined && senders.includes(sender) ? sender as SenderType : "user",
      senderName: speaker ?? undefined,
      content: text,
      offsetMs: offsetMs ?? undefined,
    };
  });
}

/** Times in the order of the messages, the last one now, as far apart as the recording says. */
function timed(messages: ConversationMessage[], at: Date): ConversationMessage[] {
  const length = Math.max(0, ...messages.map(({ offsetMs }) => offsetMs ?? 0));
  return messages.map((message, index) => ({
    ...message,
    at: message.offsetMs === undefined
      ? new Date(at.getTime() - (messages.length - 1 - index))
      : new Date(at.getTime() - length + message.offsetMs),
  }));
}

function isPage(text: string): boolean {
  const url = URL.parse(text);
  return text.length <= 2_000 && (url?.protocol === "https:" || url?.protocol === "http:");
}
