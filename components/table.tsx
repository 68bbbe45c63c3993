import type { ComponentChildren } from "preact";
import { classNames } from "./class_names.ts";

/** One column of a {@link Table}. */
export interface Column<Row> {
  /** The heading; for columns of buttons hidden but still said. */
  title: string;
  hideTitle?: boolean;
  /** Right-aligned figures. */
  number?: boolean;
  /** Right-aligned, for buttons at the end of a row. */
  end?: boolean;
  /** Left out where the page is narrow. */
  wide?: boolean;
  cell: (row: Row) => ComponentChildren;
}

/** Props of {@link Table}. */
export interface TableProps<Row> {
  /** What the table shows, for screen readers. */
  label: string;
  columns: Column<Row>[];
  rows: Row[];
  keyOf: (row: Row) => string;
}

/** A plain table; scrolls sideways on its own where the page is too narrow. */
export function Table<Row>({ label, columns, rows, keyOf }: TableProps<Row>) {
  return (
    <div class="table-scroll" role="region" aria-label={label} tabIndex={0}>
      <table class="table" aria-label={label}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th
                key={column.title}
                scope="col"
                class={columnClass(column)}
              >
                {column.hideTitle
                  ? <span class="visually-hidden">{column.title}</span>
                  : column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)}>
              {columns.map((column) => (
                <td
                  key={column.title}
                  class={columnClass(column)}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function columnClass<Row>({ number, end, wide }: Column<Row>) {
  return classNames(number && "number", end && "end", wide && "wide");
}
