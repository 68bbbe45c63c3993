import { type ConversationMessage, mapped, shaped, type SyncItem, z } from "#plugin-kit";
import { bareAddress, customerOf, head, keyOf, time } from "./rows.ts";

const properties = z.union([
  z.record(z.string(), z.unknown()),
  z.string().transform((text) => z.record(z.string(), z.unknown()).parse(JSON.parse(text))),
]);
const row = z.tuple([...head, z.array(z.tuple([time, z.string(), properties])).min(1)]);
const question = z.object({ id: z.string().optional(), question: z.string().optional() });

const RESPONSE = "$survey_response";

/** One submission of a survey as a conversation: the survey asks, the customer answers; pure. */
export function toSurveyAnswers(raw: unknown[], project: string): SyncItem<never> {
  const id = keyOf(raw, "survey");
  return mapped(id, "A survey answer", () => {
    const [, lastAt, person, email, name, events] = shaped(row, raw);
    const messages = new Map<string, ConversationMessage[]>();
    for (const [at, , values] of events) {
      const questions = questionsOf(values.$survey_questions);
      // Each later event repeats the answers so far, or brings another one.
      for (const [key, answer] of answersOf(values)) {
        const first = messages.get(key)?.[0]?.at ?? at;
        messages.set(key, exchange(key, questionText(key, questions), answer, first));
      }
    }
    const latest = events.at(-1)![2];
    const surveyId = textOf(latest.$survey_id);
    return {
      type: "conversation",
      value: {
        externalId: id!,
        sessionType: "chat",
        status: "closed",
        name: textOf(latest.$survey_name),
        originalUrl: surveyId && `${project}/surveys/${encodeURIComponent(surveyId)}`,
        pageUrl: bareAddress(latest.$current_url)?.href,
        startedAt: events[0]![0],
        customer: customerOf(person, email, name),
        customFields: { survey_id: surveyId ?? null, answered_at: lastAt.toISOString() },
        messages: [...messages.values()].flat(),
        isComplete: true,
      },
    };
  });
}

function exchange(key: string, asked: string, answer: string, at: Date): ConversationMessage[] {
  return [
    { externalId: `question:${key}`, senderType: "bot", senderName: "Survey", content: asked, at },
    { externalId: `answer:${key}`, senderType: "user", content: answer, at },
  ];
}

/** Answers by question: by the questions' ids, or by their numbers in what older libraries send. */
function answersOf(values: Record<string, unknown>): [key: string, answer: string][] {
  const all = Object.entries(values)
    .filter(([name]) => name === RESPONSE || name.startsWith(`${RESPONSE}_`))
    .map(([name, value]) => [name.slice(RESPONSE.length + 1) || "0", answerText(value)] as const)
    .filter((entry): entry is [string, string] => entry[1] !== undefined);
  const byId = all.filter(([key]) => !/^\d{1,3}$/.test(key));
  return byId.length > 0 ? byId : all.sort(([a], [b]) => Number(a) - Number(b));
}

function questionsOf(value: unknown): z.infer<typeof question>[] {
  const list = z.array(question).safeParse(typeof value === "string" ? parse(value) : value);
  return list.success ? list.data : [];
}

function questionText(key: string, questions: z.infer<typeof question>[]): string {
  const found = questions.find(({ id }) => id === key) ?? questions[Number(key)];
  return found?.question || (/^\d+$/.test(key) ? `Question ${Number(key) + 1}` : "Question");
}

function answerText(value: unknown): string | undefined {
  if (Array.isArray(value)) return value.map(String).join(", ") || undefined;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return textOf(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value.trim() !== "" ? value : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
