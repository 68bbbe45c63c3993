/**
 * One series as a line over the places of a chart; broken where there is no value. A value between two
 * gaps is a dot.
 *
 * @param values 0 at the bottom to 1 at the top, or null
 */
export function Line({ values, color, dashed }: {
  values: (number | null)[];
  color: number;
  dashed?: boolean;
}) {
  const at = (index: number) =>
    `${index * 10 + 5} ${Math.round(1_000 - 1_000 * values[index]!) / 10}`;
  let path = "";
  let dots = "";
  values.forEach((value, index) => {
    if (value === null) return;
    const isAlone = (values[index - 1] ?? null) === null && (values[index + 1] ?? null) === null;
    if (isAlone) dots += `M${at(index)}h0.001`;
    else path += `${(values[index - 1] ?? null) === null ? "M" : "L"}${at(index)}`;
  });
  return (
    <>
      {path && <path class={`chart-stroke line-${color}${dashed ? " dashed" : ""}`} d={path} />}
      {dots && <path class={`chart-stroke dot line-${color}`} d={dots} />}
    </>
  );
}

/** The columns behind lines, which say their values when pointed at. */
export function Columns({ texts }: { texts: string[] }) {
  return (
    <>
      {texts.map((text, index) => (
        <rect key={index} class="chart-column" x={index * 10} y="0" width="10" height="100">
          <title>{text}</title>
        </rect>
      ))}
    </>
  );
}
