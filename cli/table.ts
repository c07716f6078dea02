import { widthOf } from './width.js';

type Rows = readonly (readonly string[])[];

/** Between columns. */
const gap = '  ';

/** How wide each column is; a Chinese character takes two places. */
function widthsOf(rows: Rows): number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => widthOf(row[column] ?? ''))),
  );
}

/** The rows without the last columns, as far as they do not fit; the first two always stay. */
export function fitting(rows: Rows, width: number): Rows {
  let used = 0;
  const fit = widthsOf(rows).findIndex((column, index) => {
    used += column + (index === 0 ? 0 : gap.length);
    return used > width && index >= 2;
  });
  return fit === -1 ? rows : rows.map((row) => row.slice(0, fit));
}

/**
 * Lays rows out in columns as wide as their widest cell.
 * @param paint colours a cell after it was measured
 */
export function table(
  rows: Rows,
  paint: (cell: string, row: number, column: number) => string = (cell) => cell,
): string[] {
  const widths = widthsOf(rows);
  return rows.map((row, index) =>
    row
      .map((cell, column) => {
        const last = column === row.length - 1;
        const padding = last ? '' : ' '.repeat((widths[column] ?? 0) - widthOf(cell));
        return paint(cell, index, column) + padding;
      })
      .join(gap)
      .trimEnd(),
  );
}
