import { mapped, shaped, type SyncItem, z } from "#plugin-kit";
import { bareAddress, customerOf, head, keyOf, time } from "./rows.ts";

const detail = z.unknown().transform((value) => typeof value === "string" ? value : "");
const event = z.tuple([time, z.string().min(1), z.string(), detail, detail]);
const row = z.tuple([...head, z.array(event).min(1)]);

/** PostHog's own events in words; other events have the names people gave them. */
const WORDS: Record<string, string> = {
  $pageview: "Opened",
  $pageleave: "Left",
  $screen: "Opened",
  $rageclick: "Clicked again and again",
  $exception: "Met an error",
};

/** What one person did on one visit as a timeline; pure. */
export function toVisit(raw: unknown[], project: string): SyncItem<never> {
  const id = keyOf(raw, "visit");
  return mapped(id, "A visit", () => {
    const [key, , person, email, name, events] = shaped(row, raw);
    const startedAt = events[0]![0];
    const bySession = !key.startsWith("day ");
    const place = bySession
      ? `replay/${encodeURIComponent(key)}`
      : `person/${encodeURIComponent(person)}`;
    return {
      type: "conversation",
      value: {
        externalId: id!,
        sessionType: "behavioral",
        status: "closed",
        name: `Visit of ${name ?? email ?? person} on ${startedAt.toISOString().slice(0, 10)}`,
        originalUrl: `${project}/${place}`,
        pageUrl: bareAddress(events.at(-1)![3])?.href,
        startedAt,
        customer: customerOf(person, email, name),
        isComplete: true,
        messages: events.map(([at, uuid, kind, url, error]) => ({
          externalId: uuid,
          senderType: "user",
          content: sentence(kind, url, kind === "$exception" ? error : ""),
          at,
          offsetMs: at.getTime() - startedAt.getTime(),
        })),
      },
    };
  });
}

function sentence(kind: string, url: string, error: string): string {
  const what = WORDS[kind] ?? kind;
  const where = bareAddress(url)?.pathname ?? "";
  const place = where && (/^(Opened|Left)$/.test(what) ? ` ${where}` : ` on ${where}`);
  return `${what}${place}${error && `: ${error.slice(0, 500)}`}`;
}
