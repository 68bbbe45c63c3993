import type { ComponentChildren } from "preact";
import { Icon } from "../../../../../../components/icon.tsx";
import { type Column, Table } from "../../../../../../components/table.tsx";

/** A series of a chart: its colour is its place among the others. */
export interface LegendItem {
  label: string;
  /** 0 to 7. */
  color: number;
  /** Shown behind the label. */
  value?: string;
}

/** Props of {@link Chart}. */
export interface ChartProps<Row> {
  id: string;
  title: string;
  /** What can be seen, in a sentence; read out instead of the picture. */
  summary: string;
  legend: LegendItem[];
  /** What stands beside the axis, from the top down. */
  scale: string[];
  /** What stands below the picture, from left to right. */
  periods: string[];
  /** Shapes in a field 100 high. */
  width: number;
  children: ComponentChildren;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
  csvHref: string;
}

/**
 * A picture of numbers with its table. The shapes are stretched to the width there is; everything that
 * is read is text of the page, as large on a phone as anywhere.
 */
export function Chart<Row>(props: ChartProps<Row>) {
  const { id, title, summary, legend, scale, periods, width, columns, rows, keyOf, csvHref } =
    props;
  return (
    <figure class="chart" aria-labelledby={`${id}-title`}>
      <ul class="chart-legend">
        {legend.map(({ label, color, value }) => (
          <li key={label}>
            <span class={`chart-key series-${color}`} />
            <span dir="auto">{label}</span>
            {value && <span class="chart-value">{value}</span>}
          </li>
        ))}
      </ul>
      <div class="chart-plot">
        <div class="chart-scale" aria-hidden="true">
          {scale.map((text) => <span key={text}>{text}</span>)}
        </div>
        <svg
          class="chart-picture"
          viewBox={`0 0 ${width} 100`}
          preserveAspectRatio="none"
          role="img"
          aria-labelledby={`${id}-title ${id}-summary`}
        >
          <title id={`${id}-title`}>{title}</title>
          <desc id={`${id}-summary`}>{summary}</desc>
          {scale.map((_, index) => {
            const y = scale.length > 1 ? 100 * index / (scale.length - 1) : 100;
            return <path key={index} class="chart-line" d={`M0 ${y}H${width}`} />;
          })}
          {props.children}
        </svg>
        <div class="chart-periods" aria-hidden="true">
          {periods.map((text) => <span key={text}>{text}</span>)}
        </div>
      </div>
      <ChartTable label={title} columns={columns} rows={rows} keyOf={keyOf} csvHref={csvHref} />
    </figure>
  );
}

/** The numbers of a chart, folded away, with the file of them. */
function ChartTable<Row>(
  { label, columns, rows, keyOf, csvHref }: {
    label: string;
    columns: Column<Row>[];
    rows: Row[];
    keyOf: (row: Row) => string;
    csvHref: string;
  },
) {
  return (
    <div class="chart-foot">
      <details>
        <summary>Table</summary>
        <Table label={label} columns={columns} rows={rows} keyOf={keyOf} />
      </details>
      <CsvLink href={csvHref} of={label} />
    </div>
  );
}

/** Leads to the numbers of a chart as a file. */
export function CsvLink({ href, of }: { href: string; of: string }) {
  return (
    <a class="chart-csv" href={href} download>
      <Icon name="page" size={12} />
      CSV<span class="visually-hidden">{` of ${of}`}</span>
    </a>
  );
}

/** Labels for the two ends of a row of periods, and its middle where there is room. */
export function endsOf(periods: string[]): string[] {
  if (periods.length < 3) return periods;
  return [periods[0]!, periods[Math.floor((periods.length - 1) / 2)]!, periods.at(-1)!];
}
