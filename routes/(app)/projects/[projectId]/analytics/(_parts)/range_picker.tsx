import { Button } from "../../../../../../components/button.tsx";
import { type DayRange, lengthOf, USUAL_DAYS } from "../../../../../../core/analytics/mod.ts";

/** Chooses the time the page is about: usual lengths, or two days. */
export function RangePicker({ range, today, action }: {
  range: DayRange;
  today: string;
  action: string;
}) {
  const days = range.to === today ? lengthOf(range) : null;
  return (
    <div class="range-picker">
      <nav class="range-usual" aria-label="Time">
        {USUAL_DAYS.map((usual) => (
          <a
            key={usual}
            href={`${action}?days=${usual}`}
            aria-current={days === usual ? "page" : undefined}
          >
            {`${usual} days`}
          </a>
        ))}
      </nav>
      <form class="range-days" action={action}>
        <label>
          From{" "}
          <input class="input" type="date" name="from" value={range.from} max={today} required />
        </label>
        <label>
          to <input class="input" type="date" name="to" value={range.to} max={today} required />
        </label>
        <Button type="submit" size="small">Show</Button>
      </form>
    </div>
  );
}
