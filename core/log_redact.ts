const secretName = /pass(word|wd|phrase)?$|secret|token|authorization|cookie|credential|api_?key/i;

// Order matters: the URL rule must see the whole address before others cut into it.
const secretValues: [RegExp, string][] = [
  [/(\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@]*):[^\s@/]+@/gi, "$1:[redacted]@"],
  [/\b(bearer|basic)\s+[a-z0-9._~+/=-]{6,}/gi, "$1 [redacted]"],
  [/\b(hiss_|hss_|whsec_|sk-|xox[a-z]-|xapp-|gh[a-z]_)[A-Za-z0-9_-]{6,}/g, "$1[redacted]"],
  [/([?&](?:token|key|secret|password|code|signature)=)[^&\s"]+/gi, "$1[redacted]"],
];

/** The text without anything in it that looks like a key, a bearer token or a password in a URL. */
export function redactText(text: string): string {
  let result = text;
  for (const [pattern, replacement] of secretValues) result = result.replace(pattern, replacement);
  return result;
}

/**
 * A copy of the value that may be written to a log: texts pass through {@link redactText}, fields
 * whose name says that they are secret lose their value, errors become their message and stack.
 */
export function redact(value: unknown, depth = 0): unknown {
  if (typeof value === "string") return redactText(value);
  if (typeof value === "bigint") return value.toString();
  if (value === null || typeof value !== "object") return value;
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Error) return describeError(value, depth);
  if (depth > 5) return "[deep]";
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => redact(item, depth + 1));
  if (value instanceof Uint8Array) return `[${value.length} bytes]`;
  const copy: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value)) {
    copy[name] = secretName.test(name) && item != null ? "[redacted]" : redact(item, depth + 1);
  }
  return copy;
}

function describeError(error: Error, depth: number): Record<string, unknown> {
  const described: Record<string, unknown> = {
    name: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ""),
  };
  const code = (error as { code?: unknown }).code;
  if (typeof code === "string" || typeof code === "number") described.code = code;
  if (error.cause !== undefined && depth < 4) described.cause = redact(error.cause, depth + 1);
  return described;
}
