import type { Conversation, ConversationMessage, Customer, SenderType } from "#plugin-kit";
import type { GongCall, GongParty, GongTranscript } from "./vendor.ts";

const UNKNOWN = "Unknown speaker";

/**
 * When a call began; for one that was only planned so far, when it should.
 *
 * @throws when neither is a date
 */
export function startOf({ metaData }: GongCall): Date {
  const at = new Date(metaData.started ?? metaData.scheduled ?? "");
  if (Number.isNaN(at.getTime())) throw new Error("metaData.started: must be a date");
  return at;
}

/** Whether a call is between the company's own people only. */
export function isInternal({ metaData, parties }: GongCall): boolean {
  if (metaData.scope === "Internal" || metaData.scope === "External") {
    return metaData.scope === "Internal";
  }
  return !!parties?.length && parties.every((party) => sideOf(party) === "human_agent");
}

/**
 * A call as a session. Without a transcript it has no messages yet, and those that are known stay.
 *
 * @throws when the time of the call cannot be read
 */
export function toConversation(
  call: GongCall,
  transcript: GongTranscript = [],
): Conversation & { externalId: string } {
  const { id, title, url, duration, direction, system, scope, language } = call.metaData;
  const messages = toMessages(call, transcript);
  return {
    externalId: id,
    sessionType: "meeting",
    status: "closed",
    name: title ?? undefined,
    description: call.content?.brief ?? undefined,
    originalUrl: url?.startsWith("https://") ? url : undefined,
    startedAt: startOf(call),
    customer: customerOf(call, transcript),
    customFields: {
      duration_seconds: duration ?? undefined,
      direction: direction ?? undefined,
      system: system ?? undefined,
      scope: scope ?? undefined,
      language: language ?? undefined,
      participants: (call.parties ?? []).map(nameOf),
      transcript: messages.length > 0 ? "imported" : "missing",
    },
    isComplete: messages.length > 0,
    messages,
  };
}

function toMessages(call: GongCall, transcript: GongTranscript): ConversationMessage[] {
  const startedAt = startOf(call).getTime();
  const speakers = Map.groupBy(call.parties ?? [], ({ speakerId }) => speakerId ?? "");
  const used = new Map<string, number>();
  return transcript.flatMap(({ speakerId, sentences }) => {
    const content = sentences.map(({ text }) => text.trim()).filter(Boolean).join(" ");
    if (content === "") return [];
    const offsetMs = Math.max(0, Math.round(sentences[0]?.start ?? 0));
    // Stays the same when other parts are added before it.
    const key = `${offsetMs}-${speakerId ?? ""}`;
    const times = used.get(key) ?? 0;
    used.set(key, times + 1);
    return [{
      externalId: times === 0 ? key : `${key}-${times}`,
      ...speakerOf(call, speakerId ? speakers.get(speakerId) ?? [] : []),
      content,
      at: new Date(startedAt + offsetMs),
      offsetMs,
    }];
  });
}

/**
 * Who a speaker is. People who share one id (one microphone in a room) are not told apart, but keep
 * their side when they have the same. Nothing is guessed from names.
 */
function speakerOf(call: GongCall, sharing: GongParty[]) {
  const sides = new Set(sharing.map(sideOf));
  const fallback = isInternal(call) ? "human_agent" : "user";
  const senderType: SenderType = sides.size === 1 ? [...sides][0]! : fallback;
  return { senderType, senderName: sharing.length === 1 ? nameOf(sharing[0]!) : UNKNOWN };
}

/** People Gong cannot place are customers, unless they have an account of the company's Gong. */
function sideOf({ affiliation, userId }: GongParty): SenderType {
  if (affiliation === "Internal") return "human_agent";
  return affiliation === "External" || !userId ? "user" : "human_agent";
}

function nameOf({ name, emailAddress, phoneNumber }: GongParty): string {
  return name?.trim() || emailAddress || phoneNumber || UNKNOWN;
}

/** Of those from outside who can be named: who Gong is sure of first, then who speaks first. */
function customerOf(call: GongCall, transcript: GongTranscript): Customer | undefined {
  const rank = (party: GongParty) => {
    const turn = transcript.findIndex(({ speakerId }) =>
      speakerId && speakerId === party.speakerId
    );
    return (party.affiliation === "External" ? 0 : 2e6) + (turn === -1 ? 1e6 : turn);
  };
  const [first] = (call.parties ?? [])
    .filter((party) => sideOf(party) === "user" && party.emailAddress)
    .sort((a, b) => rank(a) - rank(b));
  if (!first) return undefined;
  const { name, emailAddress } = first;
  return { email: emailAddress!, name: name ?? undefined, company: companyOf(call) };
}

/** The account of the call in the company's CRM, when Gong is connected to one. */
function companyOf({ context }: GongCall): Customer["company"] {
  const account = context?.flatMap(({ objects }) => objects ?? [])
    .find(({ objectType }) => objectType === "Account");
  const field = (name: string) => {
    const value = account?.fields?.find((one) => one.name?.toLowerCase() === name)?.value;
    return typeof value === "string" && value.trim() !== "" ? value.trim() : undefined;
  };
  const domain = field("website")?.replace(/^(https?:\/\/)?(www\.)?/i, "").split(/[/:?#]/)[0];
  return account && { externalId: account.objectId ?? undefined, name: field("name"), domain };
}
