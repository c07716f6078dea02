import { expect, test } from 'vitest';
import { piped } from '../../system/piped.js';

const sh = (line: string) => ({ command: ['sh', '-c', line] });

test('what one writes the other reads, and lines of that one are told as they come', async () => {
  const lines: string[] = [];
  const writer = {
    ...sh('printf "%s\\n" "$WORD"; head -c 3000000 /dev/zero; pwd >&2'),
    cwd: '/',
    env: { WORD: 'here' },
  };
  const done = await piped(writer, sh('read -r word; echo "$word"; wc -c; echo aside >&2'), {
    onLine: (line) => void lines.push(line.trim()),
  });
  expect(done).toMatchObject({ writer: 0, reader: 0, stderr: 'aside\n' });
  expect(lines).toEqual(['here', '3000000']);
  expect(done.stdout.replaceAll(' ', '')).toBe('here\n3000000\n');
});

test.each([
  [
    'a writer that fails',
    sh('echo x; echo why >&2; exit 3'),
    sh('cat'),
    { writer: 3, reader: 0, stdout: 'x\n', complaint: 'why\n' },
  ],
  ['a reader that fails', sh('echo x'), sh('cat; exit 4'), { writer: 0, reader: 4 }],
  ['a program that there is not', sh('echo x'), { command: ['/no/such/program'] }, { reader: 127 }],
])('%s is told', async (_, writer, reader, told) => {
  expect(await piped(writer, reader, {})).toMatchObject(told);
});

test('a writer hears that nobody reads on', async () => {
  const { writer, reader } = await piped(sh('while :; do echo x; done'), sh('read -r x; exit 5'), {});
  expect([writer, reader]).toEqual([expect.any(Number), 5]);
  expect(writer).not.toBe(0);
});

test('a signal ends both', async () => {
  const ending = new AbortController();
  const done = piped(sh('exec sleep 1000'), sh('echo ready; exec cat'), {
    signal: ending.signal,
    onLine: () => ending.abort(),
  });
  expect((await done).reader).not.toBe(0);
});
