import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from '../../system/lock.js';

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-lock-'));
  path = join(folder, 'lock');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A number that no process has. */
const nobody = '4194305';

/** What a holder writes, whose number is another one's. */
async function written(change: (owner: string) => string): Promise<void> {
  let owner = '';
  await withLock(path, {}, async () => {
    owner = readFileSync(path, 'utf8');
  });
  expect(owner).toContain(` ${process.pid} `);
  writeFileSync(path, change(owner));
}

test('a holder that is no more is not waited for', async () => {
  await written((owner) => owner.replace(` ${process.pid} `, ` ${nobody} `));
  const began = Date.now();
  await withLock(path, {}, async () => expect(existsSync(path)).toBe(true));
  expect(Date.now() - began).toBeLessThan(5_000);
  expect(existsSync(path)).toBe(false);
});

test.each([
  ['on another machine', (owner: string) => owner.replace(/^\S+/, 'elsewhere')],
  ['in a container of this one', (owner: string) => owner.replace(/pid:\[\d+\]|(?<=^\S+ )-/, 'pid:[1]')],
])('a holder %s is waited for, whatever its number means here', async (_, moved) => {
  await written((owner) => moved(owner).replace(` ${process.pid} `, ` ${nobody} `));
  let waited = false;
  await withLock(
    path,
    {
      waiting() {
        waited = true;
        // It is done.
        rmSync(path);
      },
    },
    async () => expect(waited).toBe(true),
  );
});
