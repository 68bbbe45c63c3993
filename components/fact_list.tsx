import type { ComponentChildren } from "preact";
import { safeUrl, urlLabel } from "./safe_url.ts";
import { truncate } from "./truncate.ts";

/** A name and what it is. */
export interface Fact {
  name: string;
  value: ComponentChildren;
}

/** Names and values under each other. */
export function FactList({ facts }: { facts: Fact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt title={name}>{truncate(name, 60)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The entries of a record, such as metadata, as facts: addresses linked, objects as JSON. */
export function factsOf(record: Record<string, unknown>): Fact[] {
  return Object.entries(record).map(([name, value]) => ({ name, value: valueOf(value) }));
}

function valueOf(value: unknown): ComponentChildren {
  if (value === null || value === undefined || value === "") return <span class="subtle">–</span>;
  if (typeof value === "boolean") return value ? "Yes" : "No";
  if (typeof value === "object") {
    return <code class="mono">{truncate(JSON.stringify(value), 600)}</code>;
  }
  const text = String(value);
  const url = safeUrl(text);
  if (url) {
    return (
      <a href={url} rel="noopener noreferrer nofollow ugc" target="_blank" title={url}>
        {truncate(urlLabel(text), 80)}
      </a>
    );
  }
  return <span dir="auto">{truncate(text, 600)}</span>;
}
