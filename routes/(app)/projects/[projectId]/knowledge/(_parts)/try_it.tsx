import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Highlight } from "../../../../../../components/highlight.tsx";
import { Input } from "../../../../../../components/input.tsx";
import { Select } from "../../../../../../components/select.tsx";
import { safeUrl, urlLabel } from "../../../../../../components/safe_url.ts";
import type {
  FoundPassage,
  FoundReason,
  KnowledgePackage,
} from "../../../../../../core/knowledge/mod.ts";

/** Asks the knowledge as a customer would, and shows what is found and why. */
export function TryIt({ action, base, question, found, packages, packageId }: {
  action: string;
  /** The address of the entries. */
  base: string;
  question: string;
  /** Null before anything was asked. */
  found: FoundPassage[] | null;
  packages: KnowledgePackage[];
  /** The package that is asked; empty for everything. */
  packageId: string;
}) {
  return (
    <Card title="Try it" description="Ask as a customer would. This is what the agent finds.">
      <form method="get" action={action} class="inline-form try-form" role="search">
        <Input
          label="Question"
          hideLabel
          name="q"
          type="search"
          value={question}
          placeholder="How do I export my data?"
          maxLength={1000}
          autocomplete="off"
        />
        {packages.length > 1 && (
          <Select
            label="Package"
            hideLabel
            name="package"
            value={packageId}
            options={[
              { value: "", label: "All sources" },
              ...packages.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        <Button type="submit">Ask</Button>
      </form>
      {found !== null && (found.length === 0
        ? (
          <p class="muted">
            No passage holds enough of this question. The agent would say that it does not know, and
            offer a person.
          </p>
        )
        : (
          <ol class="passages">
            {found.map((passage) => (
              <li key={passage.id}>
                <div class="passage-head">
                  <a href={`${base}/${passage.source_id}`} dir="auto">{passage.source_name}</a>
                  {passage.heading && <span class="muted" dir="auto">{passage.heading}</span>}
                </div>
                <p dir="auto">
                  <Highlight
                    segments={passage.highlights.map(({ text, hit }) => ({ text, match: hit }))}
                  />
                </p>
                <Original url={passage.url} />
                {passage.why && <Why why={passage.why} />}
              </li>
            ))}
          </ol>
        ))}
    </Card>
  );
}

function Original({ url }: { url: string | null }) {
  const href = safeUrl(url);
  if (!href) return null;
  return (
    <a
      class="passage-url text-small"
      href={href}
      rel="noopener noreferrer nofollow"
      target="_blank"
    >
      {urlLabel(href)}
    </a>
  );
}

/** Which words it holds, and what the order rests on. */
function Why({ why: { words, parts, meaning } }: { why: FoundReason }) {
  const share = (part: number) => `${Math.round(part * 100)} %`;
  const facts: [string, string][] = [
    ["Words", share(parts.words)],
    ["In headings", share(parts.headings)],
    ["In the name", share(parts.name)],
    ...(meaning === null ? [] : [["Meaning", share(meaning)] as [string, string]]),
  ];
  return (
    <details class="why">
      <summary>
        {words.length > 0
          ? `Found by ${
            words.map(({ word, meant }) => meant ? `${word} (${meant})` : word).join(", ")
          }`
          : "Found by its meaning"}
      </summary>
      <dl class="why-parts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p class="subtle text-small">
        Words: the share of what the question is about, rare words count more. Headings weigh more
        than the text.
      </p>
    </details>
  );
}
