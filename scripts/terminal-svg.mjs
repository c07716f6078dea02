import headless from '@xterm/headless';

/** Characters in a line of the terminal. */
export const columns = 88;

/** The sixteen colours on a dark ground; others are not used. */
const palette = [
  ...['#484f58', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4'],
  ...['#6e7681', '#ffa198', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#f0f6fc'],
];
const ground = '#0d1117';
const ink = '#e6edf3';

/** Pixels: a character's cell and a line, the space around all, and the bar with the three dots. */
export const size = { cell: 8.4, row: 18, margin: 16, bar: 30 };

/** @param {string} text */
const escapeXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** @param {import('@xterm/headless').IBufferCell} cell @returns {string} CSS of what stands in it */
function styleOf(cell) {
  const colour = cell.isFgPalette() ? palette[cell.getFgColor()] : undefined;
  return [
    `fill:${colour ?? ink}`,
    ...(cell.isBold() ? ['font-weight:bold'] : []),
    ...(cell.isDim() ? ['opacity:.6'] : []),
  ].join(';');
}

/**
 * Characters that stand together without a blank and look the same. Blanks are never part of one: browsers make one of
 * many, and what is behind them would move.
 * @typedef {{ x: number, cells: number, style: string, text: string }} Word
 */

/** @param {import('@xterm/headless').IBufferLine} line @returns {Word[]} from left to right */
function wordsOf(line) {
  /** @type {Word[]} */
  const words = [];
  for (let x = 0; x < line.length; x++) {
    const cell = line.getCell(x);
    const text = cell?.getChars().trim();
    if (!cell || !text) continue;
    const style = styleOf(cell);
    const last = words.at(-1);
    if (last && last.style === style && last.x + last.cells === x) {
      last.text += text;
      last.cells += cell.getWidth();
    } else words.push({ x, cells: cell.getWidth(), style, text });
  }
  return words;
}

/**
 * Draws a terminal. Every word has its place and its width from the terminal, whatever the font of whoever looks at it.
 * @param {string} sent what the terminal received
 * @returns {Promise<string>} an SVG of all that stands there
 */
export async function terminalSvg(sent) {
  const terminal = new headless.Terminal({
    cols: columns,
    rows: 50,
    scrollback: 1000,
    allowProposedApi: true,
  });
  await /** @type {Promise<void>} */ (new Promise((resolve) => terminal.write(sent, resolve)));
  const { active } = terminal.buffer;
  const lines = Array.from({ length: active.length }, (_, y) => active.getLine(y)).filter(
    (line) => line !== undefined,
  );
  while (lines.at(-1)?.translateToString(true) === '') lines.pop();

  const { cell, row, margin, bar } = size;
  const width = columns * cell + 2 * margin;
  const height = lines.length * row + margin + bar;
  const texts = lines.flatMap((line, y) =>
    wordsOf(line).map(({ x, cells, style, text }) => {
      const at = `x="${(margin + x * cell).toFixed(1)}" y="${bar + (y + 1) * row - 5}"`;
      return `<text ${at} textLength="${(cells * cell).toFixed(1)}" lengthAdjust="spacingAndGlyphs" style="${style}">${escapeXml(text)}</text>`;
    }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="zk-lab in a terminal">`,
    `<rect width="100%" height="100%" rx="8" fill="${ground}"/>`,
    ...['#ff5f56', '#ffbd2e', '#27c93f'].map(
      (fill, i) => `<circle cx="${20 + 18 * i}" cy="17" r="5.5" fill="${fill}"/>`,
    ),
    '<g font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="14">',
    ...texts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}
