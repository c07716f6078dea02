/**
 * `npm run picture`: runs zk-lab in a real terminal and draws what stands there in the end into docs/terminal.svg.
 * Needs util-linux's `script` and something that can run a lab; PICTURE_JDK may name a JDK tarball for it.
 */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import headless from '@xterm/headless';
import { root } from './setup.mjs';

const columns = 88;
const folder = mkdtempSync(join(tmpdir(), 'zk-lab-picture-'));
const zkLab = join(root, 'dist/zk-lab.js');
const jdk = process.env.PICTURE_JDK;
if (jdk) symlinkSync(jdk, join(folder, basename(jdk)));

/** What is typed, line by line. */
const typed = [
  `zk-lab create${jdk ? ` --jdk-archive ${basename(jdk)}` : ''}`,
  'cd zk-lab && zk-lab up',
  "zk-lab ssh node1 'ssh node2 hostname'",
  'zk-lab down node1 && zk-lab status',
];

/** Runs the lines in a terminal of their own. @returns {Promise<string>} everything that was sent to it */
async function record() {
  /** @param {string} text */
  const quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
  writeFileSync(
    join(folder, 'typed.sh'),
    [
      `stty cols ${columns} rows 50`,
      `zk-lab() { ${quote(process.execPath)} ${quote(zkLab)} "$@"; }`,
      // As with set -e: a picture of an error is of no use. A free line parts the commands.
      ...typed.flatMap((line, i) => [
        `printf '${i > 0 ? '\\n' : ''}\\e[1;32m$\\e[0m %s\\n' ${quote(line)}`,
        `{ ${line}; } || exit`,
      ]),
    ].join('\n'),
  );
  const child = spawn('script', ['-qefc', `bash ${join(folder, 'typed.sh')}`, '/dev/null'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TERM: 'xterm-256color', LANG: 'C.UTF-8', XDG_STATE_HOME: join(folder, '.state') },
  });
  let sent = '';
  child.stdout.setEncoding('utf8').on('data', (text) => {
    sent += text;
  });
  const [status] = await once(child, 'close');
  if (status !== 0) throw new Error(`exit ${status}:\n${sent}`);
  return sent;
}

/** The sixteen colours on a dark ground; others are not used. */
const palette = [
  ...['#484f58', '#ff7b72', '#3fb950', '#d29922', '#58a6ff', '#bc8cff', '#39c5cf', '#b1bac4'],
  ...['#6e7681', '#ffa198', '#56d364', '#e3b341', '#79c0ff', '#d2a8ff', '#56d4dd', '#f0f6fc'],
];
const ground = '#0d1117';
const ink = '#e6edf3';

/** @param {string} text */
const escapeXml = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/**
 * A line of the screen as runs of cells that look the same.
 * @param {import('@xterm/headless').IBufferLine} line
 */
function runsOf(line) {
  /** @type {{ x: number, style: string, text: string }[]} */
  const runs = [];
  for (let x = 0; x < line.length; x++) {
    const cell = line.getCell(x);
    if (!cell) break;
    const style = [
      `fill:${cell.isFgPalette() && cell.getFgColor() < 16 ? palette[cell.getFgColor()] : ink}`,
      ...(cell.isBold() ? ['font-weight:bold'] : []),
      ...(cell.isDim() ? ['opacity:.6'] : []),
    ].join(';');
    const last = runs.at(-1);
    const chars = cell.getChars() || ' ';
    if (last?.style === style) last.text += chars;
    else runs.push({ x, style, text: chars });
  }
  return runs.filter(({ text }) => text.trim() !== '');
}

/** @param {string} sent what a terminal received. @returns {Promise<string>} an SVG of all that stands there */
async function draw(sent) {
  const terminal = new headless.Terminal({
    cols: columns,
    rows: 50,
    scrollback: 1000,
    allowProposedApi: true,
  });
  /** @type {Promise<void>} */
  const drawn = new Promise((resolve) => terminal.write(sent, resolve));
  await drawn;
  const buffer = terminal.buffer.active;
  const lines = Array.from({ length: buffer.length }, (_, y) => buffer.getLine(y)).filter(
    (line) => line !== undefined,
  );
  while (lines.at(-1)?.translateToString(true) === '') lines.pop();

  const [cell, row, margin, bar] = [8.4, 18, 16, 30];
  const width = columns * cell + 2 * margin;
  const height = lines.length * row + margin + bar;
  const texts = lines.flatMap((line, y) =>
    runsOf(line).map(({ x, style, text }) => {
      const begin = text.length - text.trimStart().length;
      const shown = text.trim();
      const at = `x="${(margin + (x + begin) * cell).toFixed(1)}" y="${bar + (y + 1) * row - 5}"`;
      return `<text ${at} textLength="${(shown.length * cell).toFixed(1)}" style="${style}">${escapeXml(shown)}</text>`;
    }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="zk-lab in a terminal">`,
    `<rect width="100%" height="100%" rx="8" fill="${ground}"/>`,
    ...['#ff5f56', '#ffbd2e', '#27c93f'].map(
      (fill, i) => `<circle cx="${20 + 18 * i}" cy="17" r="5.5" fill="${fill}"/>`,
    ),
    '<g xml:space="preserve" style="white-space:pre" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,\'DejaVu Sans Mono\',monospace" font-size="14">',
    ...texts,
    '</g>',
    '</svg>',
    '',
  ].join('\n');
}

try {
  writeFileSync(join(root, 'docs/terminal.svg'), await draw(await record()));
} finally {
  await promisify(execFile)(process.execPath, [zkLab, 'destroy', '--yes', '--lab', join(folder, 'zk-lab')], {
    env: { ...process.env, XDG_STATE_HOME: join(folder, '.state') },
  }).catch(({ stderr }) => console.error(stderr));
  rmSync(folder, { recursive: true });
}
