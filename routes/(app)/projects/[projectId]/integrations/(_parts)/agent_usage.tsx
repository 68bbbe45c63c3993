import { Card } from "../../../../../../components/card.tsx";
import { FactList } from "../../../../../../components/fact_list.tsx";
import { Table } from "../../../../../../components/table.tsx";
import { type AgentSettings, type DayUsage, money } from "../../../../../../core/agent/mod.ts";

const number = (amount: number) => amount.toLocaleString("en-US");
const tokensOf = (day: DayUsage) => day.promptTokens + day.completionTokens;

/** What the agent uses: today against its budget, and the days before. */
export function AgentUsage({ days, settings, isPriced }: {
  /** Newest first; the first is today. */
  days: DayUsage[];
  settings: Pick<AgentSettings, "daily_tokens" | "daily_cost">;
  /** Whether the operator gave prices. */
  isPriced: boolean;
}) {
  const today = days[0]!;
  const used = days.filter((day) => day.answers + day.replays + day.refused + tokensOf(day) > 0);
  const facts = [
    { name: "Answers today", value: number(today.answers) },
    { name: "Tokens today", value: ofBudget(number(tokensOf(today)), settings.daily_tokens) },
    ...(isPriced
      ? [{
        name: "Cost today",
        value: ofBudget(
          money(today.costMicros),
          settings.daily_cost,
          money((settings.daily_cost ?? 0) * 1_000_000),
        ),
      }]
      : []),
    ...(today.refused > 0
      ? [{ name: "Handed over, budget spent", value: number(today.refused) }]
      : []),
  ];
  return (
    <Card title="Use" description="Days begin at midnight UTC. Replays of examples count, too.">
      <FactList facts={facts} />
      {used.length > 0 && (
        <details class="usage-days">
          <summary>The last 30 days</summary>
          <Table
            label="Use of the last 30 days"
            rows={used}
            keyOf={(day) => day.day}
            columns={[
              {
                title: "Day",
                cell: (day) =>
                  day.day,
              },
              {
                title: "Answers",
                number: true,
                cell: (day) =>
                  number(day.answers),
              },
              { title: "Read", number: true, cell: (day) => number(day.promptTokens) },
              { title: "Written", number: true, cell: (day) => number(day.completionTokens) },
              ...(isPriced
                ? [{
                  title: "Cost",
                  number: true,
                  cell: (day: DayUsage) => money(day.costMicros),
                }]
                : []),
              { title: "Over budget", number: true, cell: (day) => number(day.refused) },
            ]}
          />
        </details>
      )}
    </Card>
  );
}

function ofBudget(used: string, budget: number | null, shown = number(budget ?? 0)): string {
  return budget === null ? used : `${used} of ${shown}`;
}
