import type { Conversation, ConversationMessage, Customer, SenderType } from "#plugin-kit";
import type { FathomLine, FathomMeeting } from "./vendor.ts";

/** What a meeting is still waiting for; undefined when it is all there. */
export function missingOf(meeting: FathomMeeting): "transcript" | "summary" | undefined {
  if (!meeting.transcript?.some(({ text }) => text.trim() !== "")) return "transcript";
  return summaryOf(meeting) === "" ? "summary" : undefined;
}

/** A meeting as a session; what is not there yet comes with a later delivery. */
export function toConversation(meeting: FathomMeeting): Conversation & { externalId: string } {
  const start = firstDate(
    meeting.recording_start_time,
    meeting.scheduled_start_time,
    meeting.created_at,
  )!;
  const end = firstDate(meeting.recording_end_time);
  const lines = linesOf(meeting, start);
  const missing = missingOf(meeting);
  return {
    externalId: meeting.recording_id,
    sessionType: "meeting",
    status: "closed",
    name: meeting.title || meeting.meeting_title || undefined,
    originalUrl: meeting.url?.startsWith("https://") ? meeting.url : undefined,
    startedAt: start,
    customer: customerOf(meeting),
    customFields: {
      duration_seconds: end ? Math.round((end.getTime() - start.getTime()) / 1000) : undefined,
      meeting_type: meeting.meeting_type ?? undefined,
      language: meeting.transcript_language ?? undefined,
      recorded_by: meeting.recorded_by?.email ?? undefined,
      invitees: (meeting.calendar_invitees ?? []).map(({ name, email }) => name || email || "?"),
      transcript: missing === "transcript" ? "missing" : "imported",
    },
    isComplete: missing === undefined,
    messages: [...lines, ...notesOf(meeting, lines.at(-1)?.at ?? start, end)],
  };
}

function linesOf(meeting: FathomMeeting, start: Date) {
  const used = new Map<string, number>();
  return (meeting.transcript ?? []).flatMap((line): ConversationMessage[] => {
    const content = line.text.trim();
    if (content === "") return [];
    const name = line.speaker.display_name?.trim() || "Unknown speaker";
    const offsetMs = offsetOf(line.timestamp);
    // Stays the same when other lines are added before it, and changes with the speaker.
    const key = `${line.timestamp ?? ""} ${name}`.slice(0, 200);
    const times = used.get(key) ?? 0;
    used.set(key, times + 1);
    return [{
      externalId: times === 0 ? key : `${key} ${times}`,
      senderType: sideOf(meeting, line.speaker),
      senderName: name,
      content,
      at: new Date(start.getTime() + (offsetMs ?? 0)),
      offsetMs,
    }];
  });
}

/** Fathom's own notes, after what was said: they were written then, and may come later. */
function notesOf(meeting: FathomMeeting, last: Date, end: Date | undefined): ConversationMessage[] {
  const at = end && end > last ? end : last;
  const items = (meeting.action_items ?? []).filter(({ description }) => description?.trim())
    .map(({ description, completed, assignee }) => {
      const who = assignee?.name || assignee?.email;
      return `- [${completed ? "x" : " "}] ${description!.trim()}${who ? ` (${who})` : ""}`;
    });
  const notes = [
    { externalId: "summary", senderName: "Fathom: summary", content: summaryOf(meeting) },
    { externalId: "action_items", senderName: "Fathom: action items", content: items.join("\n") },
  ];
  return notes.filter(({ content }) => content !== "")
    .map((note) => ({ ...note, senderType: "ai", at }));
}

function summaryOf({ default_summary }: FathomMeeting): string {
  return default_summary?.markdown_formatted?.trim() ?? "";
}

/**
 * The side a speaker is on: by the invitee with the e-mail address, or the exact name, that Fathom
 * gives; else as the person who recorded. Whoever matches nobody is a customer, but for meetings to
 * which only own people were invited.
 */
function sideOf(meeting: FathomMeeting, speaker: FathomLine["speaker"]): SenderType {
  const email = speaker.matched_calendar_invitee_email?.toLowerCase();
  const name = speaker.display_name?.trim();
  const invitees = meeting.calendar_invitees ?? [];
  const matches = email
    ? invitees.filter((one) => one.email?.toLowerCase() === email)
    : invitees.filter((one) =>
      name && (one.matched_speaker_display_name === name || one.name === name)
    );
  const sides = new Set(matches.map((one) => isExternal(meeting, one)));
  if (sides.size === 1) return sides.has(true) ? "user" : "human_agent";
  const own = meeting.recorded_by;
  if (matches.length === 0) {
    if (name && own?.name === name) return "human_agent";
    if (email) {
      return isExternal(meeting, { email, email_domain: null, is_external: null })
        ? "user"
        : "human_agent";
    }
  }
  return meeting.calendar_invitees_domains_type === "only_internal" && invitees.length > 0
    ? "human_agent"
    : "user";
}

type Invitee = NonNullable<FathomMeeting["calendar_invitees"]>[number];

/** By the domain of the person who recorded, where Fathom does not say. */
function isExternal(
  { recorded_by }: FathomMeeting,
  { is_external, email_domain, email }: Pick<Invitee, "is_external" | "email_domain" | "email">,
): boolean {
  if (typeof is_external === "boolean") return is_external;
  const domain = (email_domain ?? email?.split("@")[1])?.toLowerCase();
  return !domain || domain !== recorded_by?.email_domain?.toLowerCase();
}

/** Of the invitees from outside: who speaks first, else the first one. */
function customerOf(meeting: FathomMeeting): Customer | undefined {
  const outside = (meeting.calendar_invitees ?? [])
    .filter((one) => one.email && isExternal(meeting, one));
  const speaks = ({ name, email, matched_speaker_display_name }: Invitee) => {
    const turn = (meeting.transcript ?? []).findIndex(({ speaker }) =>
      speaker.matched_calendar_invitee_email
        ? speaker.matched_calendar_invitee_email.toLowerCase() === email!.toLowerCase()
        : speaker.display_name &&
          [name, matched_speaker_display_name].includes(speaker.display_name)
    );
    return turn === -1 ? 1e6 : turn;
  };
  const [first] = outside.sort((a, b) => speaks(a) - speaks(b));
  return first && { email: first.email!, name: first.name ?? undefined };
}

/** Milliseconds of `HH:MM:SS`; undefined for anything else. */
function offsetOf(timestamp: string | null | undefined): number | undefined {
  const match = /^(\d{2,3}):(\d{2}):(\d{2})$/.exec(timestamp ?? "");
  if (!match) return undefined;
  const [hours, minutes, seconds] = match.slice(1).map(Number) as [number, number, number];
  return ((hours * 60 + minutes) * 60 + seconds) * 1000;
}

function firstDate(...texts: (string | null | undefined)[]): Date | undefined {
  return texts.map((text) => new Date(text ?? "")).find((at) => !Number.isNaN(at.getTime()));
}
