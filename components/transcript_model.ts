import type { MessageView } from "./types.ts";

/** What one speaker says before another does. */
export interface Turn {
  id: string;
  speaker: string;
  /** The place of this speaker in the order of first words; chooses the colour. */
  speakerIndex: number;
  offsetMs: number | null;
  paragraphs: { id: string; text: string }[];
}

const PAUSE = 120_000;

/**
 * Joins the utterances of a meeting into turns: a new one begins when the speaker changes or
 * after two minutes of the same voice, so that long monologues keep time marks.
 */
export function turnsOf(messages: MessageView[]): Turn[] {
  const speakers = new Map<string, number>();
  const turns: Turn[] = [];
  for (const message of messages) {
    const speaker = message.speaker || message.sender_name ||
      (message.role === "user" ? "Customer" : "Team");
    if (!speakers.has(speaker)) speakers.set(speaker, speakers.size);
    const offsetMs = message.offset_ms ?? null;
    const paragraph = { id: message.id, text: message.content };
    const last = turns.at(-1);
    const sameTurn = last?.speaker === speaker &&
      (offsetMs === null || last.offsetMs === null || offsetMs - last.offsetMs < PAUSE);
    if (sameTurn) last.paragraphs.push(paragraph);
    else {
      turns.push({
        id: message.id,
        speaker,
        speakerIndex: speakers.get(speaker)!,
        offsetMs,
        paragraphs: [paragraph],
      });
    }
  }
  return turns;
}
