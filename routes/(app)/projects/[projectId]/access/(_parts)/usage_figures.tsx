import { Time } from "../../../../../../components/time.tsx";
import {
  type ApiKey,
  errorRate,
  type KeyUsageReport,
  type UsageRange,
} from "../../../../../../core/access/mod.ts";
import { numberText, percentText } from "../../analytics/(_parts)/numbers.ts";
import { rangeLabels } from "./usage_text.ts";

/** Chooses the time the page is about. */
export function UsageRangePicker({ range, action }: { range: UsageRange; action: string }) {
  return (
    <div class="range-picker">
      <nav class="range-usual" aria-label="Time">
        {Object.entries(rangeLabels).map(([name, label]) => (
          <a
            key={name}
            href={`${action}?range=${name}`}
            aria-current={name === range ? "page" : undefined}
          >
            {label}
          </a>
        ))}
      </nav>
    </div>
  );
}

/** What a key did, at a glance. */
export function UsageFigures({ report, entry, now }: {
  report: KeyUsageReport;
  entry: ApiKey;
  /** The present in milliseconds. */
  now: number;
}) {
  const { total } = report;
  const errors = total.clientErrors + total.serverErrors + total.rateLimited;
  return (
    <dl class="figures">
      <div>
        <dt>Requests</dt>
        <dd>
          <span class="figure">{numberText(total.requests)}</span>
          <span class="figure-change">{`in ${rangeLabels[report.range]}`}</span>
        </dd>
      </div>
      <div>
        <dt>Error rate</dt>
        <dd>
          <span class="figure">{percentText(errorRate(total))}</span>
          <span class="figure-change">
            {total.requests === 0
              ? "nothing was asked"
              : `${numberText(errors)} of ${numberText(total.requests)}`}
          </span>
        </dd>
      </div>
      <div>
        <dt>Over the limit</dt>
        <dd>
          <span class="figure">{numberText(total.rateLimited)}</span>
          <span class="figure-change">answered with 429</span>
        </dd>
      </div>
      <div>
        <dt>Last used</dt>
        <dd>
          <span class="figure">
            {entry.lastUsedAt ? <Time at={entry.lastUsedAt} now={now} /> : "Never"}
          </span>
          <span class="figure-change">
            {entry.lastUsedFrom ? `from ${entry.lastUsedFrom}` : "\u00a0"}
          </span>
        </dd>
      </div>
    </dl>
  );
}
