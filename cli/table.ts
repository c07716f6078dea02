import stringWidth from 'string-width';

/** Two blanks between columns. */
const gap = '  ';

/**
 * Lays rows out in columns as wide as their widest cell; a Chinese character is two columns wide.
 * @param paint colours a cell after it was measured
 */
export function table(
  rows: readonly (readonly string[])[],
  paint: (cell: string, row: number, column: number) => string = (cell) => cell,
): string[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => stringWidth(row[column] ?? ''))),
  );
  return rows.map((row, index) =>
    row
      .map((cell, column) => {
        const last = column === row.length - 1;
        const padding = last ? '' : ' '.repeat((widths[column] ?? 0) - stringWidth(cell));
        return paint(cell, index, column) + padding;
      })
      .join(gap)
      .trimEnd(),
  );
}
