import { Card } from "../../../../../../components/card.tsx";
import { EmptyState } from "../../../../../../components/empty_state.tsx";
import type { Column } from "../../../../../../components/table.tsx";
import type { Grain, Point, Volume } from "../../../../../../core/analytics/mod.ts";
import { Chart, endsOf } from "./chart.tsx";
import { numberText, periodText, roundTop } from "./numbers.ts";

/** The most series with a colour of their own; the others are one. */
const COLORS = 7;
const OTHERS = "\u0000others";

/** Sessions over time, stacked by source or tag. */
export function VolumeCard({ id, title, description, volume, grain, labelOf, csvHref }: {
  id: string;
  title: string;
  description: string;
  volume: Volume;
  grain: Grain;
  labelOf: (id: string) => string;
  csvHref: string;
}) {
  const { series, points } = folded(volume);
  const label = (one: string) => one === OTHERS ? "Others" : labelOf(one);
  const sumOf = ({ values }: Point) => series.reduce((sum, { id }) => sum + (values[id] ?? 0), 0);
  const top = roundTop(Math.max(0, ...points.map(sumOf)));
  const highest = points.reduce((a, b) => sumOf(b) > sumOf(a) ? b : a, points[0]!);
  const columns: Column<Point>[] = [
    { title: "From", cell: ({ period }) => periodText(period, grain) },
    ...series.map(({ id }) => ({
      title: label(id),
      number: true,
      cell: ({ values }: Point) => numberText(values[id] ?? 0),
    })),
  ];
  return (
    <Card title={title} description={description} id={id}>
      {series.length === 0 ? <EmptyState compact title="None in this time" /> : (
        <Chart
          id={`chart-${id}`}
          title={title}
          summary={`The most were ${numberText(sumOf(highest))} (${
            periodText(highest.period, grain)
          }). ${
            series.map(({ id, sessions }) => `${label(id)}: ${numberText(sessions)}`).join(", ")
          }.`}
          legend={series.map(({ id, sessions }, index) => ({
            label: label(id),
            color: id === OTHERS ? COLORS : index,
            value: numberText(sessions),
          }))}
          scale={[numberText(top), numberText(top / 2), "0"]}
          periods={endsOf(points.map(({ period }) => periodText(period, grain)))}
          width={points.length * 10}
          columns={columns}
          rows={points}
          keyOf={({ period }) => period}
          csvHref={csvHref}
        >
          {points.map((point, place) => {
            let height = 0;
            return (
              <g key={point.period}>
                <title>
                  {`${periodText(point.period, grain)}: ${numberText(sumOf(point))}`}
                </title>
                <rect class="chart-column" x={place * 10} y="0" width="10" height="100" />
                {series.map(({ id }, index) => {
                  const part = 100 * (point.values[id] ?? 0) / top;
                  height += part;
                  return part > 0 && (
                    <rect
                      key={id}
                      class={`series-${id === OTHERS ? COLORS : index}`}
                      x={place * 10 + 1}
                      y={round(100 - height)}
                      width="8"
                      height={round(part)}
                    />
                  );
                })}
              </g>
            );
          })}
        </Chart>
      )}
    </Card>
  );
}

/** At most so many series as there are colours. */
function folded({ series, points }: Volume): Volume {
  if (series.length <= COLORS + 1) return { series, points };
  const [own, rest] = [series.slice(0, COLORS), series.slice(COLORS)];
  const total = rest.reduce((sum, { sessions }) => sum + sessions, 0);
  return {
    series: [...own, { id: OTHERS, sessions: total }],
    points: points.map(({ period, values }) => ({
      period,
      values: { ...values, [OTHERS]: rest.reduce((sum, { id }) => sum + (values[id] ?? 0), 0) },
    })),
  };
}

const round = (value: number) => Math.round(value * 1_000) / 1_000;
