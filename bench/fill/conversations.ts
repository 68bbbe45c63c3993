import type { Conversation, SessionStatus } from "../../core/contract/mod.ts";
import { Random } from "./random.ts";
import { COMMON, MEDIUM, RARE, sentence } from "./words.ts";

/** How many projects there are; the first holds seven sessions of ten. */
export const PROJECTS = 20;

/** The tag that one session of twenty thousand has, besides at least four in the first project. */
export const RARE_TAG = "escalated_to_board";

/** The id of a project by its number. */
export function projectId(number: number): string {
  return `proj_bench${String(number).padStart(2, "0")}`;
}

/** A conversation as a source would deliver it, and what happened to it afterwards. */
export interface Generated {
  project: number;
  source: string;
  connectionId?: string;
  conversation: Conversation;
  /** When it was delivered. */
  at: Date;
  isArchived: boolean;
  isHumanTakeover: boolean;
  needsHuman: string | null;
  analysisStatus: "pending" | "analyzed" | "failed";
}

const DAY = 86_400_000;
/** All sessions lie within the two years before this moment. */
export const NEWEST = Date.parse("2026-07-01T00:00:00Z");
const SPAN = 730 * DAY;

const sources = [
  ["widget", 55],
  ["intercom", 15],
  ["slack", 10],
  ["api", 10],
  ["zendesk", 5],
  ["gong", 3],
  ["manual", 2],
] as const;
const ownSources = ["widget", "api", "manual"];
const statuses: readonly (readonly [SessionStatus, number])[] = [["closed", 85], ["active", 15]];
const analysis = [["analyzed", 85], ["pending", 13], ["failed", 2]] as const;
const tags = [
  ["general_feedback", 0.3],
  ["feature_request", 0.2],
  ["bug", 0.15],
  ["wins", 0.05],
  ["losses", 0.03],
  ["change_request", 0.01],
  [RARE_TAG, 0.00005],
] as const;

/** `count` conversations of three messages each, oldest first. */
export function* conversations(count: number, seed: number): Generator<Generated> {
  const random = new Random(seed);
  for (let index = 0; index < count; index++) {
    const at = new Date(Math.floor(NEWEST - SPAN + SPAN * (index + 0.5) / count));
    yield conversation(random, index, count, at);
  }
}

function conversation(random: Random, index: number, count: number, at: Date): Generated {
  const project = random.chance(0.7) ? 0 : 1 + random.below(PROJECTS - 1);
  const source = random.weighted(sources);
  const isOwn = ownSources.includes(source);
  const rare = index % Math.max(1, Math.floor(count / 6)) === 5;
  const chosen: string[] = tags.filter(([, share]) => random.chance(share)).map(([tag]) => tag);
  if (rare && project === 0 && !chosen.includes(RARE_TAG)) chosen.push(RARE_TAG);
  const customer = random.chance(0.7) ? customerOf(random, count) : undefined;
  // One in ten goes on for days: the order of activity is then not the order of creation.
  const pause = random.chance(0.1) ? random.below(5 * DAY) : 30_000 + random.below(600_000);
  const messages: Conversation["messages"] = [0, 1, 2].map((place) => ({
    ...(isOwn ? {} : { externalId: `m${index}_${place}` }),
    senderType: place === 1
      ? (source === "widget" ? "ai" as const : "human_agent" as const)
      : "user",
    ...(place === 1 && source !== "widget" ? { senderName: "Robin" } : {}),
    content: text(random, place, rare),
    at: new Date(at.getTime() + Math.floor(pause * place / 2)),
  }));
  return {
    project,
    source,
    ...(isOwn ? {} : { connectionId: `conn_${source}` }),
    at,
    isArchived: random.chance(0.05),
    isHumanTakeover: random.chance(0.001),
    needsHuman: random.chance(0.0005) ? "The customer asks for a person." : null,
    analysisStatus: random.weighted(analysis),
    conversation: {
      ...(isOwn ? {} : { externalId: `ext_${index}`, originalUrl: `https://x.example/${index}` }),
      ...(random.chance(0.5) ? { name: sentence(random, 4) } : {}),
      status: random.weighted(statuses),
      customer,
      userMetadata: customer ? { ...customer, plan: "pro" } : {},
      ...(source === "widget"
        ? { pageUrl: `https://shop.example/p/${random.below(500)}`, pageTitle: "Shop" }
        : {}),
      ...(random.chance(0.01)
        ? { linkedEntities: { product_scopes: [`scope_${random.below(5)}`] } }
        : {}),
      tags: chosen,
      messages,
    },
  };
}

function customerOf(
  random: Random,
  count: number,
): { userId: string; email: string; name: string } {
  const number = random.below(Math.max(20, Math.floor(count / 5)));
  return {
    userId: `user_${number}`,
    email: `person${number}@company${number % 997}.example`,
    name: `Person ${number}`,
  };
}

function text(random: Random, place: number, rare: boolean): string {
  const parts = [sentence(random, 6 + random.below(30))];
  if (random.chance(0.156)) parts.push(COMMON);
  if (random.chance(0.00033)) parts.push(MEDIUM);
  if (rare && place === 0) parts.push(RARE);
  return parts.join(" ");
}
