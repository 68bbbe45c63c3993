import { Card } from "../../../../../../../components/card.tsx";
import { RichText } from "../../../../../../../components/rich_text.tsx";
import type { MessageSource } from "../../../../../../../core/contract/mod.ts";
import type {
  EvaluationCase,
  EvaluationResult,
  KeptTurn,
  UsedPassage,
} from "../../../../../../../core/evaluation/mod.ts";
import { safeUrl } from "../../../../../../../components/safe_url.ts";

/** One example with what was answered anew. */
export interface ComparedCase {
  kept: EvaluationCase;
  turns: (KeptTurn & { sources: MessageSource[]; result: EvaluationResult | null })[];
}

const outcomes: Record<string, string> = {
  answered: "Answered",
  greeting: "Greeting",
  unknown: "Did not know",
  handed_over: "Handed over",
  failed: "Failed",
  budget: "Budget spent",
};

/** The questions of one example: kept answer and new one side by side. */
export function Comparison({ one, base, isOpen }: {
  one: ComparedCase;
  /** The project's address. */
  base: string;
  /** Whether answers may still come. */
  isOpen: boolean;
}) {
  const { kept, turns } = one;
  // An example's usual name is the beginning of its first question, which then stands there in full.
  const named = turns[0] && plain(turns[0].question).startsWith(kept.title) ? turns[0] : null;
  return (
    <Card
      title={named ? plain(named.question) : kept.title}
      actions={<a href={`${base}/sessions/${kept.session_id}`}>Open the session</a>}
    >
      {turns.map((turn) => (
        <section class="compare" key={turn.turn}>
          {turn === named
            ? <h3 class="visually-hidden">Answers</h3>
            : <h3 dir="auto">{turn.question}</h3>}
          <div class="compare-sides">
            <div class="compare-side">
              <h4>Kept</h4>
              {turn.kept === ""
                ? <p class="subtle">Nobody answered.</p>
                : <RichText text={turn.kept} markdown />}
              <Sources sources={turn.sources} />
            </div>
            <div class="compare-side">
              <h4>New</h4>
              {turn.result
                ? <NewAnswer result={turn.result} />
                : <p class="subtle">{isOpen ? "Not answered yet." : "Not answered in this run."}
                </p>}
            </div>
          </div>
        </section>
      ))}
    </Card>
  );
}

const plain = (text: string) => text.replace(/\s+/g, " ").trim();

function NewAnswer({ result }: { result: EvaluationResult }) {
  const marks = [
    outcomes[result.outcome] ?? result.outcome,
    result.sources.length > 0 ? "cited" : "not cited",
    `${Math.round(result.likeness * 100)}\u00a0% alike`,
    ...(result.verdict === null ? [] : [`judged ${result.verdict} of 10`]),
  ];
  return (
    <>
      <RichText text={result.answer} markdown />
      <Sources sources={result.sources} />
      <p class="compare-marks">{marks.join(" · ")}</p>
      {result.verdict_reason && <p class="compare-note" dir="auto">{result.verdict_reason}</p>}
      {result.needs_human && (
        <p class="compare-note" dir="auto">{`To the team: ${result.needs_human}`}</p>
      )}
      {result.passages.length > 0 && <Passages passages={result.passages} />}
    </>
  );
}

function Sources({ sources }: { sources: MessageSource[] }) {
  if (sources.length === 0) return null;
  return (
    <ol class="compare-sources">
      {sources.map(({ title, url }, index) => (
        <li key={index} dir="auto">
          {safeUrl(url ?? "")
            ? <a href={safeUrl(url!)!} rel="noopener noreferrer" target="_blank">{title}</a>
            : title}
        </li>
      ))}
    </ol>
  );
}

function Passages({ passages }: { passages: UsedPassage[] }) {
  return (
    <details class="compare-passages">
      <summary>
        {passages.length === 1 ? "Read 1 passage" : `Read ${passages.length} passages`}
      </summary>
      <ul>
        {passages.map(({ title, excerpt }, index) => (
          <li key={index}>
            <strong dir="auto">{title}</strong>
            <p dir="auto">{excerpt}</p>
          </li>
        ))}
      </ul>
    </details>
  );
}
