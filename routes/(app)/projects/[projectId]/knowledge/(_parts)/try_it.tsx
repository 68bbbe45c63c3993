import { Button } from "../../../../../../components/button.tsx";
import { Card } from "../../../../../../components/card.tsx";
import { Highlight } from "../../../../../../components/highlight.tsx";
import { Input } from "../../../../../../components/input.tsx";
import type { FoundPassage } from "../../../../../../core/knowledge/mod.ts";

/** Asks the knowledge as a customer would, and shows what is found and why. */
export function TryIt({ action, base, question, found }: {
  action: string;
  /** The address of the entries. */
  base: string;
  question: string;
  /** Null before anything was asked. */
  found: FoundPassage[] | null;
}) {
  return (
    <Card title="Try it" description="Ask as a customer would. This is what the agent finds.">
      <form method="get" action={action} class="inline-form" role="search">
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
                <p class="subtle text-small">{whyOf(passage)}</p>
              </li>
            ))}
          </ol>
        ))}
    </Card>
  );
}

function whyOf({ coverage, highlights }: FoundPassage): string {
  const share = Math.round(coverage * 100);
  const amount = share >= 100
    ? "Holds every word the question is about"
    : `Holds ${share} % of what the question is about; rare words count more`;
  return highlights.some(({ hit }) => hit) ? `${amount}.` : `${amount}, in its headings.`;
}
