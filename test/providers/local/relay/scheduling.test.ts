import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { asUsual, becomeBatch } from '../../../../providers/local/relay/scheduling.js';
import { isInPath } from '../../../../system/programs.js';

const chrt = (...words: string[]): string => execFileSync('chrt', words, { encoding: 'utf8' });

describe.runIf(isInPath('chrt'))('the relays among other processes', () => {
  afterEach(() => {
    chrt('-o', '-p', '0', String(process.pid));
  });

  test('are a batch to the kernel, and what they start is none', async () => {
    becomeBatch();
    await expect.poll(() => chrt('-p', String(process.pid))).toContain('SCHED_BATCH');

    const [program = '', ...words] = asUsual(['bash', '-c', 'chrt -p $$']);
    expect(execFileSync(program, words, { encoding: 'utf8' })).toContain('SCHED_OTHER');
  });
});
