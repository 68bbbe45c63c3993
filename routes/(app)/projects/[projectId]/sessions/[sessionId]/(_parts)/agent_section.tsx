import { AsideSection } from "../../../../../../../components/aside_section.tsx";
import { Button } from "../../../../../../../components/button.tsx";
import { money, type Prices, type Used } from "../../../../../../../core/agent/mod.ts";

/** What the agent used for a session, and whether its answers are an example. */
export function AgentSection({ usage, prices, isExample, hasAnswer, base, action, canWrite }: {
  usage: Used & { answers: number };
  prices: Prices | null;
  isExample: boolean;
  /** Whether anything in it was answered. */
  hasAnswer: boolean;
  /** The project's address. */
  base: string;
  action: string;
  canWrite: boolean;
}) {
  const tokens = usage.promptTokens + usage.completionTokens;
  if (tokens === 0 && !isExample && !(hasAnswer && canWrite)) return null;
  return (
    <AsideSection title="Agent">
      {tokens > 0 && (
        <p class="aside-text">
          {`${tokens.toLocaleString("en-US")} tokens${
            prices ? `, ${money(usage.costMicros)}` : ""
          } for ${usage.answers === 1 ? "1 answer" : `${usage.answers} answers`}`}
        </p>
      )}
      {isExample
        ? (
          <p class="aside-text">
            Kept as an <a href={`${base}/integrations/agent/examples`}>example</a>.
          </p>
        )
        : hasAnswer && canWrite && (
          <form method="post" action={action}>
            <Button type="submit" size="small" variant="quiet" name="do" value="keep_example">
              Keep as example
            </Button>
          </form>
        )}
    </AsideSection>
  );
}
