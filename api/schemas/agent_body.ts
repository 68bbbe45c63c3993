import { z } from "zod";
import { agentLanguages, agentLimits, MOST_TOKENS, tones } from "../../core/agent/mod.ts";
import { cleanText } from "../../core/text.ts";

const text = (most: number) =>
  z.string().max(most, `must be at most ${most} characters`).transform((given) =>
    cleanText(given).trim()
  );
const language = z.enum(["auto", ...Object.keys(agentLanguages)], "must be auto or a code like de");
const amount = z.number("must be a number, or null").min(0, "must be at least 0").nullable();

const behaviour = {
  model: text(agentLimits.model),
  tone: z.enum(tones, `must be one of ${tones.join(", ")}`),
  language,
  instructions: text(agentLimits.instructions),
  package: text(64),
};

/** What `PATCH /settings/agent` takes; what is absent stays. */
export const agentBody = z.object({
  ...behaviour,
  enabled: z.boolean("must be true or false"),
  name: text(agentLimits.name),
  handover_message: text(agentLimits.handover_message),
  daily_tokens: z.int("must be a whole number, or null").min(0, "must be at least 0")
    .max(MOST_TOKENS, `must be at most ${MOST_TOKENS}`).nullable(),
  daily_cost: amount,
}, "must be a JSON object").partial();

/** What `POST /agent/cases` takes. */
export const caseBody = z.object({
  session_id: z.string().max(100, "must be the id of a session"),
  title: text(200).optional(),
}, "must be a JSON object");

/** What `POST /agent/runs` takes; empty texts change nothing. */
export const runBody = z.object({
  ...z.object(behaviour).partial().shape,
  name: text(200).optional(),
  judge: z.boolean("must be true or false").optional(),
}, "must be a JSON object");
