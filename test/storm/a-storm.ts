/** A storm that went well, made up, to be doctored. */
import { type HistoryLine, historyOf, lineText } from '../../storm/history.js';

const root = '/zk-lab-storm-1';
const session = '0x1';

type Op = Extract<HistoryLine, { type: 'op' }>;
type Value = Extract<HistoryLine, { type: 'value' }>;
type Found = Extract<HistoryLine, { type: 'found' }>;

let count = 0;
const op = (told: Pick<Op, 'kind' | 'path'> & Partial<Op>): Op => {
  count += 1;
  const from = count * 10;
  return { type: 'op', id: count, client: 'writer1', session, from, to: from + 5, answer: 'done', ...told };
};

/** Ten znodes, a sequence of ten, a counter that ten count up, of which one does not know whether it did, and readers. */
export function aStorm(): HistoryLine[] {
  count = 0;
  const ten = Array.from({ length: 10 }, (_, index) => index);
  const counter = `${root}/counter`;
  const made = (index: number) => `${root}/sequential/n-${String(index).padStart(10, '0')}`;
  return [
    {
      type: 'storm',
      format: 1,
      seed: 7,
      began: '2026-01-01T00:00:00.000Z',
      zookeeper: '3.9.5',
      provider: 'local',
      nodes: ['node1', 'node2', 'node3'],
      root,
      counter,
      sessionTimeout: 4_000,
    },
    { type: 'session', client: 'writer1', session, at: 0, is: 'open' },
    { type: 'leader', at: 0, node: 'node3' },
    op({ kind: 'create', path: counter, value: '0' }),
    ...ten.flatMap((index) => [
      op({ kind: 'create', path: `${root}/created/0/w-${index}`, zxid: `0x1${index}` }),
      op({ kind: 'sequential', path: `${root}/sequential/n-`, made: made(index) }),
      op({
        kind: 'cas',
        path: counter,
        expected: index,
        value: String(index + 1),
        ...(index === 9
          ? { answer: 'unknown', why: 'connection loss' }
          : { version: index + 1, mzxid: `0x2${index}` }),
      }),
    ]),
    op({ kind: 'create', path: `${root}/created/0/refused`, answer: 'not done', why: 'never sent' }),
    op({ kind: 'ephemeral', path: `${root}/ephemeral/e` }),
    op({ kind: 'sync', path: counter, session: '0x2', client: 'reader1' }),
    op({ kind: 'read', path: counter, session: '0x2', client: 'reader1', after: 34, value: '9', version: 9 }),
    op({ kind: 'read', path: counter, session: '0x2', client: 'reader1', value: '10', version: 10 }),
    { type: 'fault', id: 1, kind: 'kill', nodes: ['node3'], from: 100, to: 200 },
    { type: 'session', client: 'writer1', session, at: 400, is: 'closed' },
    { type: 'found', under: `${root}/created/0`, names: ten.map((index) => `w-${index}`) },
    { type: 'found', under: `${root}/sequential`, names: ten.map((index) => made(index).slice(-12)) },
    { type: 'found', under: `${root}/ephemeral`, names: [] },
    { type: 'value', path: counter, at: 500, value: '10', version: 10, mzxid: '0x29' },
    { type: 'end', at: 500, interrupted: false },
  ];
}

/** The history of these lines; each is first given to `doctor`, which changes it or leaves it out. */
export function doctoredStorm(doctor: (line: HistoryLine) => HistoryLine | undefined = (line) => line) {
  return historyOf(aStorm().flatMap((line) => doctor(line) ?? []));
}

/** Changes operations alone. */
export const operations =
  (change: (operation: Op) => Op | undefined) =>
  (line: HistoryLine): HistoryLine | undefined =>
    line.type === 'op' ? change(line) : line;

/** Leaves a name out of what was found. */
export const without =
  (name: string) =>
  (line: HistoryLine): HistoryLine =>
    line.type === 'found' ? ({ ...line, names: line.names.filter((each) => each !== name) } as Found) : line;

/** Puts a name into what was found below a folder of that name. */
export const withName =
  (folder: string, name: string) =>
  (line: HistoryLine): HistoryLine =>
    line.type === 'found' && line.under.endsWith(folder)
      ? ({ ...line, names: [...line.names, name] } as Found)
      : line;

/** Gives the counter another end. */
export const counterEnds =
  (value: string | null, version: number) =>
  (line: HistoryLine): HistoryLine =>
    line.type === 'value' ? ({ ...line, value, version } as Value) : line;

/** The lines as a file has them. */
export const textOf = (lines: readonly HistoryLine[]): string =>
  lines.map((line) => `${lineText(line)}\n`).join('');
