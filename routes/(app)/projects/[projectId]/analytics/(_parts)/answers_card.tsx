import { Card } from "../../../../../../components/card.tsx";
import { EmptyState } from "../../../../../../components/empty_state.tsx";
import type { AnswerPoint, Figures, Grain } from "../../../../../../core/analytics/mod.ts";
import { Chart, endsOf } from "./chart.tsx";
import { Columns, Line } from "./line.tsx";
import { durationAxis, numberText, periodText, secondsText, stepText } from "./numbers.ts";

/** How long customers waited for the first answer. */
export function AnswersCard({ points, figures, grain, csvHref }: {
  points: AnswerPoint[];
  figures: Figures;
  grain: Grain;
  csvHref: string;
}) {
  const times = points.flatMap(({ median, p90 }) => median === null ? [] : [median, p90!]);
  const { ticks, place } = durationAxis(times);
  const placeOf = (seconds: number | null) => seconds === null ? null : place(seconds);
  const [median, p90] = [secondsText(figures.answer_median), secondsText(figures.answer_p90)];
  return (
    <Card
      id="answers"
      title="First answer"
      description="From a customer's first message to the first one by anybody else."
    >
      {times.length === 0 ? <EmptyState compact title="No answered chats in this time" /> : (
        <Chart
          id="chart-answers"
          title="First answer"
          summary={`Half of ${
            numberText(figures.answered)
          } chats were answered within ${median}, nine of ten within ${p90}.`}
          legend={[
            { label: "Half of the chats within", color: 0, value: median },
            { label: "Nine of ten within", color: 1, value: p90 },
          ]}
          scale={ticks.toReversed().map(stepText)}
          periods={endsOf(points.map(({ period }) => periodText(period, grain)))}
          width={points.length * 10}
          columns={[
            { title: "From", cell: ({ period }) => periodText(period, grain) },
            { title: "Answered", number: true, cell: (row) => numberText(row.answered) },
            { title: "Half within", number: true, cell: (row) => secondsText(row.median) },
            { title: "Nine of ten within", number: true, cell: (row) => secondsText(row.p90) },
          ]}
          rows={points}
          keyOf={({ period }) => period}
          csvHref={csvHref}
        >
          <Line values={points.map((point) => placeOf(point.median))} color={0} />
          <Line values={points.map((point) => placeOf(point.p90))} color={1} dashed />
          <Columns
            texts={points.map((point) =>
              `${periodText(point.period, grain)}: half within ${
                secondsText(point.median)
              }, nine of ten within ${secondsText(point.p90)}`
            )}
          />
        </Chart>
      )}
    </Card>
  );
}
