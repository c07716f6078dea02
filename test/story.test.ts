import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../', import.meta.url));
// Below the clone, where vitest itself is found.
const folder = mkdtempSync(join(root, 'node_modules/.cache', 'story-'));
afterAll(() => rmSync(folder, { recursive: true }));

// Not this clone's: what runs there is a file of its own.
writeFileSync(join(folder, 'vitest.config.mjs'), 'export default {};\n');
writeFileSync(
  join(folder, 'told.test.ts'),
  `import { story } from ${JSON.stringify(join(root, 'test/story.ts'))};
   const { step, aside } = story();
   const tell = (word) => () => console.log('told: ' + word);
   step('first', tell('first'));
   aside('beside', tell('beside'));
   step('second', tell('second'));
   aside('third', tell('third'));`,
);

/** What a run of that file tells, in order. */
async function told(...options: string[]): Promise<string[]> {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const words = [vitest, 'run', '--root', folder, '--disable-console-intercept', ...options];
  const { stdout } = await promisify(execFile)(process.execPath, words);
  return [...stdout.matchAll(/^told: (\w+)$/gm)].map(([, word = '']) => word);
}

test('all of a story, each once', async () => {
  expect(await told()).toEqual(['first', 'beside', 'second', 'third']);
});

test('one test alone: what it builds on is done before', async () => {
  expect(await told('-t', 'third')).toEqual(['first', 'second', 'third']);
});
