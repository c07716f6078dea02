import { widthOf } from './width.js';
import { wrapped } from './wrap.js';

type Rows = readonly (readonly string[])[];

/** Between columns. */
const gap = '  ';

/** How wide each column is, in columns of a terminal; a Chinese character takes two. */
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
 * @param columns of a terminal in which each row is to fit: cells are broken for that, of the last column first
 */
export function table(
  rows: Rows,
  paint: (cell: string, row: number, column: number) => string = (cell) => cell,
  columns?: number,
): string[] {
  if (columns !== undefined) return table(...broken(rows, paint, columns));
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

/** How wide columns may be to fit: the last gives way down to half of the terminal, then whichever is the widest. */
function sharedWidths(rows: Rows, columns: number): number[] {
  const widths = widthsOf(rows);
  const room = columns - gap.length * (widths.length - 1);
  const used = (): number => widths.reduce((sum, width) => sum + width, 0);
  const last = widths.length - 1;
  while (used() > room) {
    const widest = widths.indexOf(Math.max(...widths));
    const giving = (widths[last] ?? 0) > columns / 2 ? last : widest;
    if ((widths[giving] ?? 0) <= 1) break;
    widths[giving] = (widths[giving] ?? 0) - 1;
  }
  return widths;
}

/** The rows with cells that are too long, in several; each is painted as the one that it was. */
function broken(
  rows: Rows,
  paint: (cell: string, row: number, column: number) => string,
  columns: number,
): [Rows, typeof paint] {
  const widths = sharedWidths(rows, columns);
  const parts = rows.flatMap((row, index) => {
    const cells = row.map((cell, column) => wrapped(cell, widths[column] ?? 0));
    const height = Math.max(...cells.map((lines) => lines.length));
    return Array.from({ length: height }, (_, part) => ({
      index,
      row: cells.map((lines) => lines[part] ?? ''),
    }));
  });
  return [parts.map(({ row }) => row), (cell, row, column) => paint(cell, parts[row]?.index ?? row, column)];
}
