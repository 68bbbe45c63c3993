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
                <p class="muted">{text}</p>
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
