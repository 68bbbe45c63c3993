import ipaddr from "ipaddr.js";
import { type ErrorDetail, invalidFields } from "../errors.ts";
import { type AllowList, isReachable } from "../net/mod.ts";
import { cleanText } from "../text.ts";
import { isPublicEventType, PUBLIC_EVENT_TYPES, type PublicEventType } from "./payload.ts";

/** The most endpoints of a project. */
export const MOST_ENDPOINTS = 20;
const URL_LENGTH = 2_000;
const DESCRIPTION_LENGTH = 200;
const MOST_NAMES = 50;

/** Who switched an endpoint off. */
export type DisabledBy = "person" | "gone" | "failing";

/** An address that is told what happens in a project. Its secret is not among it. */
export interface WebhookEndpoint {
  id: string;
  url: string;
  description: string;
  /** Empty: all. */
  event_types: PublicEventType[];
  /** Empty: any. Narrows what is told of sessions. */
  sources: string[];
  /** As `sources`. */
  tags: string[];
  status: "enabled" | "disabled";
  disabled_by: DisabledBy | null;
  disabled_at: Date | null;
  /** The first failure since the last success. */
  failing_since: Date | null;
  /** Until when the previous secret signs as well. */
  previous_until: Date | null;
  created_at: Date;
  updated_at: Date;
}

/** What can be chosen of an endpoint. */
export interface EndpointInput {
  url: string;
  description: string;
  event_types: string[];
  sources: string[];
  tags: string[];
}

/** Why an endpoint is switched off, as a sentence. */
export function disabledText(by: DisabledBy): string {
  switch (by) {
    case "person":
      return "Switched off by somebody of the project.";
    case "gone":
      return "Switched off because the receiver answered 410 Gone.";
    case "failing":
      return "Switched off after five days of nothing but failures.";
  }
}

/**
 * Checks what was chosen, and puts it in order: doubles removed, blanks cut off.
 *
 * @param allowed private hosts the operator allows
 * @throws {AppError} 400, field by field
 */
export function checkEndpoint(input: EndpointInput, allowed: AllowList): EndpointInput {
  const details: ErrorDetail[] = [];
  const fault = (field: string, message: string, code = "invalid") =>
    details.push({ field, message, code });
  const url = input.url.trim();
  const urlFault = faultOfUrl(url, allowed);
  if (urlFault) fault("url", urlFault);
  const description = cleanText(input.description).trim();
  if (description.length > DESCRIPTION_LENGTH) {
    const message = `description must have at most ${DESCRIPTION_LENGTH} characters.`;
    fault("description", message, "too_long");
  }
  const unknown = input.event_types.filter((type) => !isPublicEventType(type));
  if (unknown.length > 0) {
    const names = unknown.slice(0, 3).map((one) => one.slice(0, 40)).join(", ");
    fault(
      "event_types",
      `event_types names what does not exist: ${names}. Use ${PUBLIC_EVENT_TYPES.join(", ")}.`,
    );
  }
  const lists = { sources: unique(input.sources), tags: unique(input.tags) };
  for (const [field, names] of Object.entries(lists)) {
    if (names.length > MOST_NAMES || names.some((name) => name.length > 64)) {
      fault(field, `${field} must be at most ${MOST_NAMES} names of at most 64 characters.`);
    }
  }
  if (details.length > 0) throw invalidFields(details);
  return {
    url: new URL(url).href,
    description,
    event_types: PUBLIC_EVENT_TYPES.filter((type) => input.event_types.includes(type)),
    ...lists,
  };
}

/** What is wrong with an address, or null. What its name leads to is checked with every call. */
function faultOfUrl(text: string, allowed: AllowList): string | null {
  const url = text.length <= URL_LENGTH ? URL.parse(text) : null;
  if (!url || !["https:", "http:"].includes(url.protocol)) {
    return `url must be an address like https://example.com/hooks, at most ${URL_LENGTH} characters.`;
  }
  if (url.username || url.password) {
    return "url must not hold a user name or password. Verify the signature instead.";
  }
  if (url.hash) return "url must not have a part behind #. Leave it out.";
  const host = url.hostname.toLowerCase().replace(/^\[(.*)\]$/, "$1");
  const isAddress = ipaddr.isValid(host);
  const nobody: AllowList = { hosts: new Set(), networks: [] };
  const isAllowed = allowed.hosts.has(host) ||
    (isAddress && !isReachable(host, nobody) && isReachable(host, allowed));
  if (isAllowed) return null;
  if (isAddress && !isReachable(host, nobody)) {
    return `url leads into a private network. Add ${host} to HISSUNO_ALLOWED_HOSTS to allow that.`;
  }
  return url.protocol === "https:"
    ? null
    : "url must begin with https://. Only hosts in HISSUNO_ALLOWED_HOSTS may be called without.";
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => cleanText(name).trim()).filter(Boolean))];
}
