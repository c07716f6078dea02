/** The files of a storm: its history, and what is drawn of it. */
import {
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { reasonOf, UsageError } from '../messages/errors.js';
import type { Lab } from '../model/lab.js';
import { type History, type HistoryLine, lineText, parseHistory } from '../storm/history.js';
import { judge, type Verdict } from '../storm/judge/index.js';
import { stormPage } from '../storm/picture/page.js';
import { drawStorm } from '../storm/picture/svg.js';
import { unwritableOr } from './write-lab.js';

/** A folder of that name, or of that with a number where another storm began in the same second. @throws LabError where none can be made */
function newFolder(parent: string, name: string): string {
  try {
    mkdirSync(parent, { recursive: true });
    let nth = 1;
    const folder = (): string => join(parent, nth === 1 ? name : `${name}-${nth}`);
    while (existsSync(folder())) nth += 1;
    mkdirSync(folder());
    return folder();
  } catch (error) {
    throw unwritableOr(error, parent);
  }
}

/** Where the history goes: a file that grows line by line, so that what there is survives us. */
export function historyFile(lab: Lab, seed: number) {
  const stamp = new Date()
    .toISOString()
    .replace(/\.\d+Z$/, '')
    .replaceAll(':', '-');
  const folder = newFolder(join(lab.dir, 'storm'), `${stamp}-seed-${seed}`);
  const file = join(folder, 'history.jsonl');
  const stream = createWriteStream(file);
  const lines: HistoryLine[] = [];
  return {
    file,
    lines,
    write(line: HistoryLine) {
      lines.push(line);
      stream.write(`${lineText(line)}\n`);
    },
    async close(): Promise<void> {
      await new Promise<void>((resolve) => stream.end(resolve));
    },
    /** Nothing came of the storm: its folder goes, and that of all storms where it was the first. */
    async discard(): Promise<void> {
      await new Promise<void>((resolve) => stream.end(resolve));
      rmSync(folder, { recursive: true, force: true });
      const parent = dirname(folder);
      if (readdirSync(parent).length === 0) rmdirSync(parent);
    },
  };
}

/** Draws the picture and writes the page, beside the history. @returns their paths */
export function draw(history: History, verdict: Verdict, file: string): { picture: string; page: string } {
  const [picture, page] = ['picture.svg', 'page.html'].map((name) => join(dirname(file), name)) as [
    string,
    string,
  ];
  writeFileSync(picture, drawStorm(history));
  writeFileSync(page, stormPage(history, verdict));
  return { picture, page };
}

/** Judges the history in a file again. @throws UsageError storm.history.… */
export function judgeFile(file: string): { readonly verdict: Verdict; readonly history: History } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError('storm.history.unreadable', {
      file,
      reason: reasonOf(error),
    });
  }
  const history = parseHistory(text, file);
  return { history, verdict: judge(history) };
}
