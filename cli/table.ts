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
 * @param columns of a terminal in which each row is to fit: its last cell is broken for that
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

/** The rows whose last cells are too long, in several; each is painted as the one that it was. */
function broken(
  rows: Rows,
  paint: (cell: string, row: number, column: number) => string,
  columns: number,
): [Rows, typeof paint] {
  const before = widthsOf(rows.map((row) => row.slice(0, -1)));
  const left = Math.max(20, columns - before.reduce((sum, width) => sum + width + gap.length, 0));
  const parts = rows.flatMap((row, index) =>
    wrapped(row.at(-1) ?? '', left).map((text, part) => {
      const others = row.slice(0, -1);
      return { index, row: [...(part === 0 ? others : others.map(() => '')), text] };
    }),
  );
  return [parts.map(({ row }) => row), (cell, row, column) => paint(cell, parts[row]?.index ?? row, column)];
}
