import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Lab } from '../../model/lab.js';
import { Terminals, type Viewer } from '../../page/terminals.js';
import { terminalByName } from '../../providers/common/terminal-by-name.js';
import type { Provider } from '../../providers/contract.js';

// A shell of this machine in a real terminal, as nodes that are plain processes have it.
const lab = { nodes: [{ name: 'node1' }] } as unknown as Lab;
const size = { rows: 24, columns: 80 };
let folder: string;
let terminals: Terminals;
let shown = '';

const viewer: Viewer = {
  show: (_, frame) => {
    shown += frame.subarray(4).toString();
  },
  ready: () => undefined,
};
const provider = (prompt: string) =>
  ({
    node: () => ({
      terminal: () =>
        terminalByName({
          opener: (line: string) => ({
            ...{ program: 'script', args: ['-qefc', line, '/dev/null'] },
            options: { cwd: folder, env: { PATH: process.env.PATH, PS1: prompt }, extendEnv: false },
          }),
          run: async () => {},
          command: ['bash', '--norc', '--noprofile'],
          size,
        }),
    }),
  }) as unknown as Provider;
const written = (file: string): string => {
  try {
    return readFileSync(join(folder, file), 'utf8');
  } catch {
    return '';
  }
};

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-terminals-'));
  shown = '';
  terminals = new Terminals(
    () => lab,
    () => {},
  );
});
afterEach(() => {
  terminals.closeAll();
  rmSync(folder, { recursive: true });
});

const run = async (data: string, prompt = 'root@node1:~# ', first?: number): Promise<number> => {
  const id = await terminals.typeAtPrompt(provider(prompt), 'node1', { data, size, first });
  terminals.view(id ?? 0, viewer);
  return id ?? 0;
};

test('lines are typed one by one: a program that reads what is typed while it runs takes none of them', async () => {
  // As ssh does, without -n.
  await run(
    'timeout 1 cat >eaten\nfor a in 1 2\ndo\n\n  echo "line $a" >>lines\ndone\ncat <<EOT >text\nhere\n\nEOT\n',
  );
  await expect.poll(() => written('text'), { timeout: 15_000 }).toBe('here\n\n');
  expect(written('lines')).toBe('line 1\nline 2\n');
  expect(written('eaten')).toBe('');
});

test('a shell that waits is taken again, and one that is busy is not', async () => {
  const first = await run('echo begun; read answer; echo "was $answer" >told\n');
  await expect.poll(() => shown, { timeout: 15_000 }).toMatch(/\nbegun/);
  const second = await run('echo elsewhere >other\n', undefined, first);
  expect(second).not.toBe(first);
  await expect.poll(() => written('other'), { timeout: 15_000 }).toBe('elsewhere\n');
  terminals.type(first, 'mine\n');
  await expect.poll(() => written('told'), { timeout: 15_000 }).toBe('was mine\n');
  await expect.poll(async () => run('true\n', undefined, first), { timeout: 15_000 }).toBe(first);
});

test('Ctrl-C takes back the lines that were to follow', async () => {
  const id = await run('echo begun; sleep 60\necho never >>later\n');
  await expect.poll(() => shown, { timeout: 15_000 }).toMatch(/\nbegun/);
  terminals.type(id, '\x03');
  await expect.poll(() => shown, { timeout: 15_000 }).toMatch(/\^C\r\n(.*\r)?.*# $/);
  expect(await run('echo last >>later\n', undefined, id)).toBe(id);
  await expect.poll(() => written('later'), { timeout: 15_000 }).toBe('last\n');
});

test('what is half typed is no prompt, whatever it ends with', async () => {
  const id = await run('true\n');
  await expect.poll(() => shown, { timeout: 15_000 }).toMatch(/true\r\n(.*\r)?.*# $/);
  terminals.type(id, 'echo cost $');
  await expect.poll(() => shown, { timeout: 15_000 }).toMatch(/cost \$$/);
  expect(await run('echo b >b\n', undefined, id)).not.toBe(id);
});

test('where the prompt is like no other, all is typed once nothing more is said', async () => {
  await run('echo one >>both\necho two >>both\n', 'what now, ');
  await expect.poll(() => written('both'), { timeout: 15_000 }).toBe('one\ntwo\n');
});

test('there are no more than a hundred, however fast they are asked for', async () => {
  const never = { node: () => ({ terminal: () => new Promise(() => {}) }) } as unknown as Provider;
  const opened = Array.from({ length: 101 }, () => terminals.open(never, 'node1', size));
  expect(await opened.at(-1)).toBeUndefined();
});
