import { Card } from "../../../../../../components/card.tsx";
import { EmptyState } from "../../../../../../components/empty_state.tsx";
import type { Grain, HandlingPoint } from "../../../../../../core/analytics/mod.ts";
import { Chart, endsOf } from "./chart.tsx";
import { Columns, Line } from "./line.tsx";
import { numberText, percentText, periodText } from "./numbers.ts";

/** Which share of live chats people took over, and which was closed without any. */
export function HandlingCard({ points, grain, csvHref }: {
  points: HandlingPoint[];
  grain: Grain;
  csvHref: string;
}) {
  const isEmpty = points.every(({ live }) => live === 0);
  const sum = (name: "live" | "taken_over" | "closed" | "resolved") =>
    points.reduce((total, point) => total + point[name], 0);
  const taken = percentText(isEmpty ? null : sum("taken_over") / sum("live"));
  const resolved = percentText(sum("closed") === 0 ? null : sum("resolved") / sum("closed"));
  return (
    <Card
      id="handling"
      title="Agent and people"
      description="Of the live chats: taken over by a person, and closed after an answer without any."
    >
      {isEmpty ? <EmptyState compact title="No live chats in this time" /> : (
        <Chart
          id="chart-handling"
          title="Agent and people"
          summary={`Taken over: ${taken} of live chats. Closed without a person: ${resolved} of closed ones.`}
          legend={[
            { label: "Closed without a person", color: 0, value: resolved },
            { label: "Taken over", color: 1, value: taken },
          ]}
          scale={["100 %", "50 %", "0 %"]}
          periods={endsOf(points.map(({ period }) => periodText(period, grain)))}
          width={points.length * 10}
          columns={[
            { title: "From", cell: ({ period }) => periodText(period, grain) },
            { title: "Live chats", number: true, cell: ({ live }) => numberText(live) },
            { title: "Taken over", number: true, cell: (row) => numberText(row.taken_over) },
            { title: "Share", number: true, cell: (row) => percentText(row.takeover_rate) },
            { title: "Closed", number: true, cell: ({ closed }) => numberText(closed) },
            { title: "Without a person", number: true, cell: (row) => numberText(row.resolved) },
            { title: "Its share", number: true, cell: (row) => percentText(row.resolution_rate) },
          ]}
          rows={points}
          keyOf={({ period }) => period}
          csvHref={csvHref}
        >
          <Line values={points.map(({ resolution_rate }) => resolution_rate)} color={0} />
          <Line values={points.map(({ takeover_rate }) => takeover_rate)} color={1} dashed />
          <Columns
            texts={points.map((point) =>
              `${periodText(point.period, grain)}: taken over ${
                percentText(point.takeover_rate)
              }, closed without a person ${percentText(point.resolution_rate)}`
            )}
          />
        </Chart>
      )}
    </Card>
  );
}
