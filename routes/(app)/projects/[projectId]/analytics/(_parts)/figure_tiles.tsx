import type { Figures } from "../../../../../../core/analytics/mod.ts";
import { changeText, numberText, percentText, pointsText, secondsText } from "./numbers.ts";

/** The figures of a range at a glance, with how they stand to the range before. */
export function FigureTiles({ figures, before }: { figures: Figures; before: Figures }) {
  const tiles: [label: string, value: string, change: string | null][] = [
    ["Sessions", numberText(figures.sessions), changeText(figures.sessions, before.sessions)],
    [
      "Closed without a person",
      percentText(figures.resolution_rate),
      pointsText(figures.resolution_rate, before.resolution_rate),
    ],
    [
      "Taken over by a person",
      percentText(figures.takeover_rate),
      pointsText(figures.takeover_rate, before.takeover_rate),
    ],
    [
      "First answer, half within",
      secondsText(figures.answer_median),
      changeText(figures.answer_median, before.answer_median),
    ],
  ];
  return (
    <dl class="figures">
      {tiles.map(([label, value, change]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            <span class="figure">{value}</span>
            <span class="figure-change">{change ?? "nothing to compare with"}</span>
          </dd>
        </div>
      ))}
    </dl>
  );
}
