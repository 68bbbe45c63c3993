import { CopyField } from "../../../../../../components/copy_field.tsx";
import { LinkButton } from "../../../../../../components/link_button.tsx";
import { safeUrl } from "../../../../../../components/safe_url.ts";
import type { SetupStep } from "../../../../../../core/contract/mod.ts";

/** What to do at the provider before connecting, one numbered card a step. */
export function SetupSteps({ name, steps }: { name: string; steps: SetupStep[] }) {
  return (
    <section class="stack" aria-labelledby="setup-title">
      <h2 id="setup-title">{`Before, in ${name}`}</h2>
      <ol class="setup-steps">
        {steps.map(({ title, text, link, copy }, index) => {
          const url = link && safeUrl(link.url);
          return (
            <li key={title} class="card">
              <span class="setup-number" aria-hidden="true">{index + 1}</span>
              <div class="setup-step">
                <h3>{title}</h3>
                <StepText text={text} />
                {link && url && (
                  <LinkButton
                    href={url}
                    target="_blank"
                    rel="noopener noreferrer"
                    iconEnd="external"
                    size="small"
                  >
                    {link.label}
                  </LinkButton>
                )}
                {copy && <CopyField label={copy.label} text={copy.text} id={`setup-${index}`} />}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

/** Paragraphs, with lines that begin with "- " as a list. */
function StepText({ text }: { text: string }) {
  const blocks: { isList: boolean; lines: string[] }[] = [];
  for (const line of text.split("\n").filter(Boolean)) {
    const isList = line.startsWith("- ");
    const words = isList ? line.slice(2) : line;
    const last = blocks.at(-1);
    if (isList && last?.isList) last.lines.push(words);
    else blocks.push({ isList, lines: [words] });
  }
  return (
    <>
      {blocks.map(({ isList, lines }, index) =>
        isList
          ? (
            <ul key={index} class="setup-list muted">
              {lines.map((line) => <li key={line}>{line}</li>)}
            </ul>
          )
          : <p key={index} class="muted">{lines[0]}</p>
      )}
    </>
  );
}
