import headless from '@xterm/headless';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ArtifactEvent } from '../../artifacts/types.js';
import { standardOutput } from '../../cli/output.js';
import { type Progress, startProgress } from '../../cli/progress.js';
import { sentence } from '../../messages/index.js';
import type { LabEvent } from '../../model/events.js';

const step = (id: number): LabEvent => ({
  type: 'step',
  title: sentence('local.starting', { nodes: `node${id}` }),
});
const artifact = (
  phase: ArtifactEvent['phase'],
  file: string,
  more: Partial<ArtifactEvent> = {},
): LabEvent => ({
  type: 'artifact',
  artifact: { phase, file, ...more },
});
const waiting = (...nodes: string[]): LabEvent => ({ type: 'waiting', until: 'serving', nodes });

/** What a terminal of 80 columns shows after all of this. */
async function shown(work: (progress: Progress) => void): Promise<string[]> {
  const screen = new headless.Terminal({ rows: 20, cols: 80, allowProposedApi: true, convertEol: true });
  let written = Promise.resolve();
  const write = (text: string | Uint8Array): boolean => {
    written = new Promise((resolve) => screen.write(text, resolve));
    return true;
  };
  const progress = startProgress(standardOutput(), { isTTY: true, columns: 80, write });
  work(progress);
  await written;
  const { active } = screen.buffer;
  const lines = Array.from(
    { length: active.length },
    (_, y) => active.getLine(y)?.translateToString(true) ?? '',
  );
  progress.end();
  return lines.join('\n').trimEnd().split('\n');
}

beforeEach(() => {
  vi.stubEnv('TERM', 'xterm');
  // Steps that take long are told with their time.
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

test('rows are emptied one by one: tmux keeps what was on a screen that is emptied as a whole', () => {
  const written: string[] = [];
  const stream = { isTTY: true, columns: 80, write: (text: string) => written.push(text) > 0 };
  const progress = startProgress(standardOutput(), stream as Parameters<typeof startProgress>[1]);
  progress.emit(artifact('download', 'z.tar.gz', { received: 5, total: 10 }));
  progress.emit(step(1));
  progress.emit({ type: 'note', text: sentence('said', { text: 'noted' }) });
  progress.end();
  expect(written.join('')).toContain('\x1b[2K');
  expect(written.join('')).not.toContain('J');
});

describe('a tick stands only at what has succeeded', () => {
  test('each step when the next one begins, and the last one at the end', async () => {
    const lines = await shown((progress) => {
      for (const id of [1, 2]) progress.emit(step(id));
      progress.end();
    });
    expect(lines).toEqual(['✔ Starting node1', '✔ Starting node2']);
  });

  test('not the last one where it failed, or was interrupted', async () => {
    const lines = await shown((progress) => {
      for (const id of [1, 2]) progress.emit(step(id));
      progress.end(true);
    });
    expect(lines).toEqual(['✔ Starting node1', '✖ Starting node2']);
  });

  test('not while it goes on', async () => {
    const lines = await shown((progress) => {
      progress.emit(step(1));
      progress.emit({ type: 'output', line: 'said' });
    });
    expect(lines).toEqual([expect.stringMatching(/^[^✔✖!] Starting node1$/)]);
  });

  test('not a download whose source would not do, whatever came instead', async () => {
    const lines = await shown(({ emit, end }) => {
      emit(artifact('download', 'z.tar.gz', { received: 5, total: 10 }));
      emit(artifact('failed', 'z.tar.gz', { reason: 'one: broke off' }));
      emit(artifact('download', 'z.tar.gz', { received: 10, total: 10 }));
      emit(artifact('verify', 'z.tar.gz'));
      emit(artifact('failed', 'z.tar.gz', { reason: 'two: checksum does not match' }));
      emit(artifact('maven', 'z.tar.gz', { received: 0 }));
      emit(artifact('maven', 'a.jar', { received: 1 }));
      end();
    });
    expect(lines).toEqual([
      '! Downloading z.tar.gz',
      '    one: broke off',
      '✔ Downloading z.tar.gz',
      '! Verifying z.tar.gz',
      '    two: checksum does not match',
      '✔ Getting ZooKeeper through Maven: …',
    ]);
  });

  test('but one that came is not blamed for the next, of which nothing came', async () => {
    const lines = await shown(({ emit, end }) => {
      emit(artifact('download', 'z.tar.gz', { received: 10, total: 10 }));
      emit(artifact('failed', 'j.tar.gz', { reason: 'one: refused the connection' }));
      end(true);
    });
    expect(lines).toEqual(['✔ Downloading z.tar.gz']);
  });

  test('not what could only be done otherwise', async () => {
    const fetching: LabEvent = { type: 'step', title: sentence('local.jdk.fetching', { jdk: 8 }) };
    const failing = (progress: Progress): void => {
      progress.emit(fetching);
      progress.emit(artifact('download', 'j.tar.gz', { received: 5, total: 10 }));
      progress.emit(artifact('failed', 'j.tar.gz', { reason: 'one: broke off' }));
    };
    const lines = await shown((progress) => {
      failing(progress);
      progress.emit(step(1));
      progress.end();
    });
    expect(lines).toEqual(['! Fetching JDK 8: none at hand fits', '    one: broke off', '✔ Starting node1']);
    const second = await shown((progress) => {
      failing(progress);
      progress.emit(artifact('download', 'j.tar.gz', { received: 10, total: 10 }));
      progress.end();
    });
    expect(second).toEqual(['✔ Fetching JDK 8: none at hand fits']);
  });

  test('a wait is over when all that were waited for are ready', async () => {
    const wait = (progress: Progress): void => {
      progress.emit(waiting('node1', 'node2'));
      progress.emit({ type: 'ready', node: 'node1' });
      progress.emit(waiting('node2'));
    };
    const failed = await shown((progress) => {
      wait(progress);
      progress.end(true);
    });
    expect(failed).toEqual(['✖ Waiting for node1, node2 to serve']);
    const done = await shown((progress) => {
      wait(progress);
      progress.end();
    });
    expect(done).toEqual(['✔ Waiting for node1, node2 to serve']);
  });
});

test('elsewhere there are plain lines, without ticks', () => {
  const noted: string[] = [];
  const output = { ...standardOutput(), note: (line: string) => void noted.push(line) };
  const { emit, end } = startProgress(output, { isTTY: false, columns: 80, write: () => true });
  emit(step(1));
  emit(artifact('download', 'z.tar.gz', { received: 1 }));
  emit(artifact('failed', 'z.tar.gz', { reason: 'one: broke off' }));
  end(true);
  expect(noted).toEqual(['Starting node1', 'Downloading z.tar.gz', '  one: broke off']);
});
