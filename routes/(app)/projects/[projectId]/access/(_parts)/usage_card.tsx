import { Card } from "../../../../../../components/card.tsx";
import { EmptyState } from "../../../../../../components/empty_state.tsx";
import type { Column } from "../../../../../../components/table.tsx";
import type { KeyUsageReport, UsageNumbers } from "../../../../../../core/access/mod.ts";
import { Chart, endsOf } from "../../analytics/(_parts)/chart.tsx";
import { numberText, roundTop } from "../../analytics/(_parts)/numbers.ts";
import { usagePeriodText } from "./usage_text.ts";

type Period = KeyUsageReport["periods"][number];

/** What becomes of requests, in the order of the stack; the colours are those of analytics. */
const series: { label: string; color: number; of: (numbers: UsageNumbers) => number }[] = [
  {
    label: "Answered",
    color: 0,
    of: ({ requests, clientErrors, serverErrors, rateLimited }) =>
      requests - clientErrors - serverErrors - rateLimited,
  },
  { label: "Client errors (4xx)", color: 1, of: ({ clientErrors }) => clientErrors },
  { label: "Over the limit (429)", color: 2, of: ({ rateLimited }) => rateLimited },
  { label: "Server errors (5xx)", color: 4, of: ({ serverErrors }) => serverErrors },
];

/** A key's requests over time, stacked by what became of them. */
export function UsageCard({ report, csvHref }: { report: KeyUsageReport; csvHref: string }) {
  const { total, periods, grain } = report;
  const top = roundTop(Math.max(0, ...periods.map(({ requests }) => requests)));
  const highest = periods.reduce((a, b) => b.requests > a.requests ? b : a, periods[0]!);
  const textOf = ({ period }: Period) => usagePeriodText(period, grain);
  const columns: Column<Period>[] = [
    { title: grain === "hour" ? "Hour from" : "Day", cell: textOf },
    { title: "Requests", number: true, cell: ({ requests }) => numberText(requests) },
    ...series.slice(1).map(({ label, of }) => ({
      title: label,
      number: true,
      cell: (one: Period) => numberText(of(one)),
    })),
  ];
  return (
    <Card
      id="usage"
      title="Requests"
      description={`By ${grain}, in UTC. What happened in the last seconds may be missing.`}
    >
      {total.requests === 0
        ? (
          <EmptyState
            compact
            title="No requests in this time"
            text="Every request with this key counts here within ten seconds."
          />
        )
        : (
          <Chart
            id="chart-usage"
            title="Requests"
            summary={`${numberText(total.requests)} requests. The most were ${
              numberText(highest.requests)
            } (${textOf(highest)}). ${
              series.map(({ label, of }) => `${label}: ${numberText(of(total))}`).join(", ")
            }.`}
            legend={series.filter(({ of }, place) => place === 0 || of(total) > 0)
              .map(({ label, color, of }) => ({ label, color, value: numberText(of(total)) }))}
            scale={[numberText(top), numberText(top / 2), "0"]}
            periods={endsOf(periods.map(textOf))}
            width={periods.length * 10}
            columns={columns}
            rows={periods.filter(({ requests }) => requests > 0).toReversed()}
            keyOf={({ period }) => period.toISOString()}
            csvHref={csvHref}
          >
            {periods.map((one, place) => <Bar key={place} {...{ one, place, top, textOf }} />)}
          </Chart>
        )}
    </Card>
  );
}

function Bar({ one, place, top, textOf }: {
  one: Period;
  place: number;
  top: number;
  textOf: (one: Period) => string;
}) {
  let height = 0;
  return (
    <g>
      <title>{`${textOf(one)}: ${numberText(one.requests)}`}</title>
      <rect class="chart-column" x={place * 10} y="0" width="10" height="100" />
      {series.map(({ color, of }) => {
        const part = 100 * of(one) / top;
        height += part;
        return part > 0 && (
          <rect
            key={color}
            class={`series-${color}`}
            x={place * 10 + 1}
            y={round(100 - height)}
            width="8"
            height={round(part)}
          />
        );
      })}
    </g>
  );
}

const round = (value: number) => Math.round(value * 1_000) / 1_000;
