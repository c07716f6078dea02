import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, test } from 'vitest';
import { isAlive, posix, processes, signalProcess, waitForEnd } from '../../system/processes.js';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function sleeper(): Promise<number> {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  children.push(child);
  await once(child, 'spawn');
  return child.pid ?? 0;
}

describe.each([
  ['as this system tells', processes],
  ['as ps tells', posix],
])('processes, %s,', (_how, table) => {
  test('are found with their command line, the same every time', async () => {
    const pid = await sleeper();
    await expect.poll(() => table.find(pid)?.command).toBe('sleep 60');
    expect(table.find(pid)).toEqual(table.find(pid));
  });

  test('are not found once they have ended', async () => {
    const pid = await sleeper();
    const [child] = children;
    child?.kill('SIGKILL');
    if (child) await once(child, 'exit');
    expect(table.find(pid)).toBeUndefined();
  });

  test('that have ended but were not collected count as gone', async () => {
    // The shell turns into a sleep, which does not know of the child and so never collects it.
    const parent = spawn('sh', ['-c', 'true & echo $!; exec sleep 60'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    children.push(parent);
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    await expect.poll(() => table.find(Number(line))).toBeUndefined();
  });
});

describe('a process of another start time', () => {
  test('is another process: it does not count as alive and is not ended', async () => {
    const pid = await sleeper();
    const mark = processes.find(pid)?.mark;
    if (!mark) throw new Error('the sleeper runs');
    const earlier = { ...mark, start: String(Number(mark.start) - 1) };
    expect(isAlive(mark)).toBe(true);
    expect(isAlive(earlier)).toBe(false);
    expect(isAlive({ ...mark, boot: 'an earlier one' })).toBe(false);
    signalProcess(earlier, 'SIGKILL');
    expect(await waitForEnd(mark, 100)).toBe(false);
    signalProcess(mark, 'SIGKILL');
    expect(await waitForEnd(mark, 5000)).toBe(true);
  });
});
