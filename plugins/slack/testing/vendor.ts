import samples from "../testdata/event_samples.json" with { type: "json" };
import description from "../testdata/vendor_spec.json" with { type: "json" };
import type { Json } from "./model.ts";
import { shapeFaults } from "./shapes.ts";

/** What Slack says about a method. */
export interface MethodDescription {
  /** Bot scopes; one of them, by the kind of channel, where there are several. */
  scopes: string[];
  /** Calls a minute, such as `50+/min`, or `special`. */
  rate: string;
  /** Takes JSON bodies as well as forms. */
  json: boolean;
  required: string[];
  arguments: Record<string, string>;
  errors: string[];
  answers: Json[];
}

const methods = description.methods as unknown as Record<string, MethodDescription>;
const events = samples.events as unknown as Record<string, Json[]>;

/** The description of a method, if Slack has such and the app is meant to use it. */
export function describe(method: string): MethodDescription | undefined {
  return methods[method];
}

/** Whether Slack documents an error for a method, or for all of them. */
export function isDocumentedError(method: string, error: string): boolean {
  return description.common_errors.includes(error) ||
    (methods[method]?.errors ?? []).includes(error);
}

/**
 * Reads a request's arguments: from the query, a form, or JSON; values in forms become what the
 * description says.
 *
 * @throws Error when the body is not what its content type promises
 */
export function readArguments(method: string, url: URL, type: string, body: string): Json {
  const known = methods[method]?.arguments ?? {};
  const args: Json = {};
  const pairs = new URLSearchParams(type.includes("json") ? "" : body);
  for (const [name, value] of [...url.searchParams, ...pairs]) {
    args[name] = typed(value, known[name] ?? "string", name);
  }
  return type.includes("json") && body !== "" ? { ...args, ...JSON.parse(body) } : args;
}

const STRUCTURED = ["blocks", "attachments", "metadata", "chunks", "loading_messages", "file_ids"];

function typed(value: string, type: string, name: string): unknown {
  if (type === "boolean" && /^(true|false|1|0)$/.test(value)) return /^(true|1)$/.test(value);
  if (type === "integer" && /^-?\d+$/.test(value)) return Number(value);
  return STRUCTURED.includes(name) && /^[[{]/.test(value) ? JSON.parse(value) : value;
}

/** How a call differs from its description; empty when it does not. */
export function argumentFaults(method: string, type: string, args: Json): string[] {
  const known = methods[method];
  if (!known) return [`${method}: Slack describes no such method, or the app should not need it`];
  const faults = known.required.filter((name) => args[name] === undefined || args[name] === "")
    .map((name) => `${method}: the argument ${name} is missing`);
  if (type.includes("json") && !known.json) faults.push(`${method}: takes no JSON body`);
  for (const [name, value] of Object.entries(args)) {
    const expected = known.arguments[name];
    const actual = Number.isInteger(value) ? "integer" : typeof value;
    if (name === "token") continue;
    if (!expected) faults.push(`${method}: there is no argument ${name}`);
    else if (expected !== "any" && expected !== actual && !STRUCTURED.includes(name)) {
      faults.push(`${method}: ${name} must be ${expected} and is ${actual}`);
    }
  }
  return faults;
}

/** How an answer of the fake differs from the answers that Slack documents or has given. */
export function answerFaults(method: string, answer: Json): string[] {
  if (answer.ok === false) {
    return isDocumentedError(method, String(answer.error))
      ? []
      : [`${method}: Slack documents no error ${answer.error}`];
  }
  const { answers } = methods[method]!;
  const likes = [
    ...messageLikes.flatMap((message) => [{ message }, { messages: [message] }]),
    ...messageLikes.flatMap(({ files }) => files as Json[] ?? []).map((file) => ({ file })),
    ...methods["users.info"]!.answers.map(({ user }) => ({ user })),
  ];
  const given = answers.flatMap((one) => Object.keys(one));
  const alike = likes.filter((one) => Object.keys(one).every((key) => given.includes(key)));
  return shapeFaults(answer, [...answers, ...alike, EXTRA_ANSWERS], method);
}

/** How an event of the fake differs from Slack's samples. */
export function eventFaults(body: Json): string[] {
  const { required, event_required, shape } = samples.wrapper;
  const { event, ...wrapper } = body;
  const inner = event as Json;
  const type = String(inner.type);
  const faults = required.filter((name) => !(name in body)).map((name) => `${type}: no ${name}`);
  faults.push(...event_required.filter((name) => !(name in inner)).map((n) => `${type}: no ${n}`));
  if (!samples.names.includes(type)) faults.push(`${type}: Slack has no such event`);
  faults.push(...shapeFaults(wrapper, [shape], `${type} wrapper`));
  const shapes = events[type] ?? events[type.replace("group_", "channel_")] ??
    events[type.replace("unarchive", "archive")] ?? EXTRA_EVENTS[type];
  if (!shapes) return [...faults, `${type}: there is no sample`];
  return [
    ...faults,
    ...shapeFaults(inner, [...shapes, { event_ts: "" }, ...messageLike(type)], type),
  ];
}

/** Messages (and files, and users) in answers and events alike carry whatever any sample of a message has. */
const messageLikes: Json[] = [
  ...methods["conversations.history"]!.answers,
  ...methods["conversations.replies"]!.answers,
].flatMap(({ messages }) => messages as Json[] ?? []).concat(
  methods["chat.postMessage"]!.answers.flatMap(({ message }) => message ? [message as Json] : []),
  events.app_mention!,
  events.message!,
);

function messageLike(type: string): Json[] {
  if (type !== "message" && type !== "app_mention") return [];
  return messageLikes.flatMap((one) => [
    one,
    { message: one, previous_message: one, root: one },
  ]);
}

const METADATA = { next_cursor: "", warnings: [""], messages: [""] };
/** What answers carry although no sample has it: see the pages on paging and errors. */
const EXTRA_ANSWERS: Json = { ok: true, response_metadata: METADATA, needed: "", provided: "" };

const REACTION: Json = {
  type: "",
  user: "",
  reaction: "",
  item_user: "",
  item: { type: "", channel: "", ts: "" },
  event_ts: "",
};

/** Events without a sample, as their pages describe them. */
const EXTRA_EVENTS: Record<string, Json[]> = {
  reaction_added: [REACTION],
  reaction_removed: [REACTION],
  user_change: [{ type: "", cache_ts: 1, event_ts: "" }, ...methods["users.info"]!.answers],
};
