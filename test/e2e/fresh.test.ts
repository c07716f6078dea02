import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { unavailable } from '../testbed/available.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const machine = join(root, 'test/testbed/fresh.sh');

/** What no clone has. */
const made = new Set(['.git', 'node_modules', 'dist', 'coverage', 'zk-lab', '.cache']);

describe('a fresh clone on a Debian machine with Node.js and nothing else', () => {
  let files = '';
  beforeAll(async () => {
    files = await mkdtemp(join(tmpdir(), 'zk-lab-clone-'));
    await cp(root, files, { recursive: true, filter: (path) => !made.has(relative(root, path)) });
  });
  afterAll(() => rm(files, { recursive: true, force: true }));

  test('`npm start` brings an ensemble up and prints its state', { timeout: 600_000 }, async (context) => {
    const script = [
      'before=$SECONDS; npm start || exit 1; echo "first: $((SECONDS - before)) s"',
      'before=$SECONDS; npm start || exit 1; echo "again: $((SECONDS - before)) s"',
      'echo; node dist/zk-lab.js status --json --lab zk-lab',
    ].join('\n');
    const ran = await execa(machine, ['run', files, 'bash', '-c', script], {
      stdin: 'ignore',
      reject: false,
      all: true,
    });
    if (ran.exitCode === 3) {
      const { reason } = unavailable(ran.stdout.trim());
      return context.skip(reason);
    }
    expect(ran.all).toContain('quorum, leader node');
    const status = JSON.parse(ran.stdout.slice(ran.stdout.lastIndexOf('\n{')));
    expect(status).toMatchObject({ lab: 'zk-lab', provider: 'local', quorum: true });
    expect(status.nodes.map(({ serving }: { serving: boolean }) => serving)).toEqual([true, true, true]);
    const [, first = '', again = ''] = /^first: (\d+) s$[\s\S]*^again: (\d+) s$/m.exec(ran.stdout) ?? [];
    console.log(`npm start on a fresh machine: ${first} s; again: ${again} s`);
    // Nothing is installed or built a second time.
    expect(Number(again)).toBeLessThan(Number(first) / 2);
  });
});
