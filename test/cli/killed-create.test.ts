import { mkdirSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { command, user } from './command.js';

const drafts = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith('.zk-lab-draft-'));

/** Kills `zk-lab create` as soon as its draft is there. @returns whether that was before the draft was gone again */
async function killedWhileWriting(folder: string, ...args: string[]): Promise<boolean> {
  const child = execa(process.execPath, [command, 'create', '--no-fetch', '-n', '50', ...args], {
    cwd: folder,
    env: { XDG_STATE_HOME: join(folder, '..', 'state'), XDG_CACHE_HOME: join(folder, '..', 'cache') },
    stdin: 'ignore',
    reject: false,
  });
  const watcher = watch(folder, (_, name) => {
    if (name?.startsWith('.zk-lab-draft-')) child.kill('SIGKILL');
  });
  await child;
  watcher.close();
  return drafts(folder).length > 0;
}

test('what a killed create has left, keys among it, goes with the next one; all else stays', async () => {
  const { folder, type } = user();
  for (let attempt = 1; !(await killedWhileWriting(folder, `lab${attempt}`)); attempt++) {
    if (attempt === 20) throw new Error('create was always quicker than its end');
  }
  const [left = ''] = drafts(folder);
  // As if it were a draft of a process that runs, and of a machine elsewhere.
  const [, machine = '', , telling = ''] = /-([0-9a-f]{12})-(\d+)-([0-9a-f]{12})$/.exec(left) ?? [];
  const elsewhere = `.zk-lab-draft-${machine.replace(/./g, '0')}-1-${telling}`;
  mkdirSync(join(folder, elsewhere));
  mkdirSync(join(folder, '.zk-lab-draft-mine'));
  writeFileSync(join(folder, `.zk-lab-draft-${machine}-999999999-${telling}`), 'a file of mine');

  expect(await type('create', 'next', '--no-fetch', '--dry-run')).toMatchObject({ status: 0 });
  expect(drafts(folder)).toContain(left);
  expect(await type('create', 'next', '--no-fetch')).toMatchObject({ status: 0 });
  expect(drafts(folder).sort()).toEqual(
    [elsewhere, '.zk-lab-draft-mine', `.zk-lab-draft-${machine}-999999999-${telling}`].sort(),
  );
});

test('a killed create in the current directory does not make the next one need --force', async () => {
  const { folder, type } = user();
  const foreign = (): string[] => readdirSync(folder).filter((name) => !drafts(folder).includes(name));
  for (let attempt = 1; !(await killedWhileWriting(folder, '.')) || foreign().length > 0; attempt++) {
    if (attempt === 20) throw new Error('create was always quicker than its end');
    for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true });
  }
  expect(await type('create', '.', '--no-fetch')).toMatchObject({ status: 0, stderr: '' });
  expect(drafts(folder)).toEqual([]);
});
