import { Card } from "../../../../../../components/card.tsx";
import { EmptyState } from "../../../../../../components/empty_state.tsx";
import type { LinkedCount } from "../../../../../../core/analytics/mod.ts";
import { CsvLink } from "./chart.tsx";
import { numberText } from "./numbers.ts";

/** Issues or companies by their sessions, each with a bar. */
export function RankedCard({ id, title, description, list, empty, isByGain, hrefOf, csvHref }: {
  id: string;
  title: string;
  description: string;
  list: LinkedCount[];
  empty: string;
  /** Bars show how many more sessions there are than in the time before. */
  isByGain?: boolean;
  hrefOf: (id: string) => string;
  csvHref: string;
}) {
  const barOf = ({ sessions, before }: LinkedCount) => isByGain ? sessions - before : sessions;
  const most = Math.max(1, ...list.map(barOf));
  return (
    <Card
      id={id}
      title={title}
      description={description}
      actions={list.length > 0 && <CsvLink href={csvHref} of={title} />}
    >
      {list.length === 0 ? <EmptyState compact title={empty} /> : (
        <div class="table-scroll">
          <table class="ranked" aria-label={title}>
            <thead class="visually-hidden">
              <tr>
                <th scope="col">Name</th>
                <th scope="col">{isByGain ? "Sessions more" : "Sessions"}</th>
                <th scope="col">{isByGain ? "Before and now" : "In the time before"}</th>
              </tr>
            </thead>
            <tbody>
              {list.map((one) => (
                <tr key={one.id}>
                  <th scope="row">
                    <a href={hrefOf(one.id)} dir="auto" title={one.name}>{one.name}</a>
                    <svg
                      class="ranked-bar"
                      viewBox="0 0 100 4"
                      preserveAspectRatio="none"
                      aria-hidden="true"
                    >
                      <rect class="chart-column" width="100" height="4" />
                      <rect
                        class="series-0"
                        width={Math.max(1, 100 * barOf(one) / most)}
                        height="4"
                      />
                    </svg>
                  </th>
                  <td class="number">{isByGain && "+"}{numberText(barOf(one))}</td>
                  <td class="number subtle">
                    {isByGain
                      ? `${numberText(one.before)} to ${numberText(one.sessions)}`
                      : `before ${numberText(one.before)}`}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}
