import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { grade } from '../../verbs/grade.js';

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-grade-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sent = {
  lab: 'ada',
  lesson: 'recipes',
  checks: [
    { id: 'a', passed: true, since: '2026-01-02T03:04:05.000Z' },
    { id: 'b', passed: null, since: null },
  ],
};

/** A file with this in it. */
function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const graded = (...sources: string[]) =>
  grade(sources, { signal: new AbortController().signal, emit: () => {} });

test('what cannot be read stands in the table beside what can', async () => {
  const broken = {
    empty: '',
    'cut.json': JSON.stringify(sent).slice(0, 40),
    'foreign.json': '{"name":"left-pad"}',
    'null.json': 'null',
    'nothing.json': JSON.stringify({ ...sent, checks: [] }),
    'strange.json': JSON.stringify({ ...sent, checks: [null, 3] }),
    'photo.jpg': Uint8Array.of(0xff, 0xd8, 0xff, 0xe0),
  };
  const files = Object.entries(broken).map(([name, content]) => file(name, content));
  const none = { lab: '', lesson: '', done: 0, count: 0, last: null, proven: false };
  const right = file('right.json', JSON.stringify(sent));
  const grades = await graded(...files, folder, join(folder, 'absent.json'), right);
  for (const each of grades.slice(0, -1)) {
    expect(each, each.source).toMatchObject({ ...none, problem: expect.stringContaining(each.source) });
  }
  expect(grades).toHaveLength(files.length + 3);
  expect(grades.at(-1)).toMatchObject({ lab: 'ada', done: 1, count: 2, proven: false, problem: null });
});

test('a file may be what the > of a Windows shell has written', async () => {
  const text = `\ufeff${JSON.stringify(sent)}\r\n`;
  const files = [file('8.json', text), file('16.json', Buffer.from(text, 'utf16le'))];
  expect((await graded(...files)).map(({ problem, done }) => ({ problem, done }))).toEqual(
    files.map(() => ({ problem: null, done: 1 })),
  );
});

test('of a cluster that is to be mended, what is well from the beginning counts for nothing', async () => {
  const checks = [
    { id: 'answers', passed: true, since: null },
    { id: 'writable', passed: false, since: null },
  ];
  const mended = checks.map((each) => ({ ...each, passed: true, since: '2026-01-02T03:04:05.000Z' }));
  const found = { lab: 'ada', lesson: 'mend-it', together: true };
  const files = [
    file('found.json', JSON.stringify({ ...found, checks })),
    file('mended.json', JSON.stringify({ ...found, checks: mended })),
  ];
  expect((await graded(...files)).map(({ done, count }) => [done, count])).toEqual([
    [0, 2],
    [2, 2],
  ]);
});

test('what a file says moves no cursor of who reads it', async () => {
  const [only] = await graded(file('bell.json', JSON.stringify({ ...sent, lab: '\x1b[2Jada\n' })));
  expect(only).toMatchObject({ lab: '[2Jada' });
});

test('a folder of labs says how to see each of them', async () => {
  const labs = join(folder, 'my class');
  mkdirSync(join(labs, 'ada'), { recursive: true });
  const problemOf = async () => (await graded(`${labs}/`))[0]?.problem;
  expect(await problemOf()).toMatch(/a folder without a lab$/);
  writeFileSync(join(labs, 'ada', 'zk-lab.yaml'), '');
  expect(await problemOf()).toContain(`a folder of labs; to see those, type: zk-lab grade '${labs}'/*`);
});

test('a lab whose zk-lab.yaml is damaged is one of them', async () => {
  file('zk-lab.yaml', 'nodes: [');
  expect(await graded(folder)).toMatchObject([{ lab: '', problem: expect.stringContaining('zk-lab.yaml') }]);
});
