/** One utterance of a pasted transcript. */
export interface Utterance {
  /** Null for what stands before the first name. */
  speaker: string | null;
  text: string;
  /** Milliseconds from the start, where the transcript says so. */
  offsetMs: number | null;
}

const TIME = String.raw`(?:(\d{1,2}):)?(\d{1,3}):(\d{2})(?:[.,]\d{1,3})?`;
const CUE = new RegExp(String.raw`^${TIME}\s+-->\s`);
const STAMP = new RegExp(String.raw`^[[(]?${TIME}[\])]?[\s–—-]*`);
/** A name: a few words, no sentence; its time may stand behind it. */
const NAME = String.raw`(\p{L}[\p{L}\p{N}.'’ _&-]{0,58}?(?:\s?\((?!\d+:)[^)]{1,40}\))?)`;
const SAYS = new RegExp(String.raw`^${NAME}\s*(?:[[(]?${TIME}[\])]?)?\s*:\s+(\S.*)$`, "u");
const HEADING = new RegExp(String.raw`^${NAME}\s+[[(]?${TIME}[\])]?$`, "u");

/**
 * Reads a pasted transcript: lines such as `Name: text`, also with a time before or behind the name,
 * a name and time on a line of their own, and WebVTT. Lines without a name continue what was said.
 */
export function parseTranscript(source: string): Utterance[] {
  const utterances: Utterance[] = [];
  let cue: number | null = null;
  let startsNew = false;
  for (const raw of source.split(/\r?\n/)) {
    const line = raw.trim();
    const cueTime = CUE.exec(line);
    if (cueTime) {
      cue = milliseconds(cueTime, 1);
      continue;
    }
    // WebVTT's first line and the numbers of its cues are no words.
    if (line === "" || line === "WEBVTT" || (cue === null && /^\d+$/.test(line))) continue;
    const stamp = STAMP.exec(line);
    const stamped = stamp && line.length > stamp[0].length ? milliseconds(stamp, 1) : null;
    const rest = stamped === null ? line : line.slice(stamp![0].length);
    const heading = HEADING.exec(rest);
    const says = heading ? null : SAYS.exec(rest);
    const isName = says !== null && isLikelyName(says[1]!);
    if (heading && isLikelyName(heading[1]!)) {
      utterances.push({
        speaker: heading[1]!.trim(),
        text: "",
        offsetMs: milliseconds(heading, 2),
      });
      startsNew = true;
    } else if (isName) {
      const offsetMs = says[3] === undefined ? stamped ?? cue : milliseconds(says, 2);
      utterances.push({ speaker: says[1]!.trim(), text: says[5]!, offsetMs });
      startsNew = false;
    } else add(utterances, rest, stamped ?? cue, startsNew);
    if (!heading) startsNew = false;
    cue = null;
  }
  return utterances.filter(({ text }) => text !== "");
}

/** The names of a transcript, in the order of their first words. */
export function speakersOf(utterances: Utterance[]): string[] {
  return [...new Set(utterances.map(({ speaker }) => speaker ?? ""))];
}

function add(
  utterances: Utterance[],
  text: string,
  offsetMs: number | null,
  startsNew: boolean,
): void {
  const last = utterances.at(-1);
  if (!last) utterances.push({ speaker: null, text, offsetMs });
  else last.text += `${startsNew || last.text === "" ? "" : "\n"}${text}`;
}

/** Not "Note that this", not "https": at most five words, the first with a capital where there are any. */
function isLikelyName(name: string): boolean {
  const words = name.trim().split(/\s+/);
  const first = words[0]![0]!;
  const isLower = first === first.toLowerCase() && first !== first.toUpperCase();
  return words.length <= 5 && !(isLower && words.length > 1) && !/^https?$/i.test(name);
}

function milliseconds(match: RegExpExecArray, from: number): number {
  const [hours, minutes, seconds] = match.slice(from, from + 3);
  return (Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
}
