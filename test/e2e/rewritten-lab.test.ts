import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { type Finished, modesOf, TestLab } from './lab.js';
import { LocalLab } from './local-lab.js';

/** What every provider does about a lab that it holds and whose files are written anew. */
function rewriting(
  lab: () => { readonly dir: string; zkLab(...args: string[]): Promise<Finished> } & Pick<TestLab, 'status'>,
  options: readonly string[],
  harmful: readonly (readonly [what: string, options: readonly string[]])[],
): void {
  const spec = (): Promise<string> => readFile(join(lab().dir, 'zk-lab.yaml'), 'utf8');
  const again = (...more: string[]): Promise<Finished> =>
    lab().zkLab('create', '.', '--force', ...options, ...more);

  test.each(harmful)('%s is refused while it is up, and while it is stopped', async (_, more) => {
    const before = await spec();
    for (const verb of ['up', 'down']) {
      expect(await lab().zkLab(verb)).toSucceed();
      const { exitCode, stderr } = await again(...more);
      expect(stderr).toMatch(/holds the lab in .* would become .*zk-lab destroy --lab/);
      expect(exitCode).toBe(2);
      expect(await spec()).toBe(before);
    }
  });

  test('other nodes in zk-lab.yaml are refused by create and by up', async () => {
    const file = join(lab().dir, 'zk-lab.yaml');
    const before = await spec();
    await writeFile(file, before.replace('nodes: 3', 'nodes: 5'));
    const up = await lab().zkLab('up');
    const created = await lab().zkLab('create', '.', '--force', '--no-fetch', '--spec', 'zk-lab.yaml');
    await writeFile(file, before);
    expect(up).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/names other nodes than .*: – became 4 node4 .* Nothing was started/),
    });
    expect(created).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('holds the lab') });
  });

  test('what does no harm is written', async () => {
    expect(await again('--cpus', '2')).toSucceed();
    expect(await lab().zkLab('up')).toSucceed();
    expect(modesOf(await lab().status())).toEqual(['follower', 'follower', 'leader']);
  });

  test('is possible in every way once nothing is held any more', async () => {
    expect(await lab().zkLab('destroy', '--yes')).toSucceed();
    expect(await again('-n', '5')).toSucceed();
    expect(await again()).toSucceed();
  });
}

const otherNodes = [
  ['growing', ['-n', '5']],
  ['shrinking', ['-n', '1']],
  ['another role', ['-n', '2', '--observers', '1']],
  ['other names', ['--prefix', 'server']],
] as const;

await describeWith(useEngine, 'a lab on Docker that is written anew', (engine) => {
  const options = ['--network', '10.73.0.0/24', '--client-port', '7381', '--jdk-archive', engine.jdk8];
  let lab: TestLab;
  beforeAll(async () => {
    lab = await TestLab.create('rewritten', options, engine.env);
    expect(await lab.zkLab('up')).toSucceed();
  });
  afterAll(() => lab.remove());

  rewriting(() => lab, options, [
    ...otherNodes,
    ['other addresses', ['--first-ip', '10.73.0.50']],
    ['another name', ['--name', 'renamed']],
    ['another folder of its data', ['--zookeeper', '3.4.14', '--no-fetch']],
  ]);
});

describe('a lab of plain processes that is written anew', () => {
  const options = ['--zookeeper', '3.9', '--jdk', '17', '--client-port', '25381', '--no-fetch'];
  let lab: LocalLab;
  beforeAll(async () => {
    lab = await LocalLab.create('rewritten', options);
    await lab.up();
  });
  afterAll(() => lab.remove());

  rewriting(() => lab, options, otherNodes);

  test('other addresses mean nothing to it', async () => {
    await lab.up();
    const other = await lab.zkLab('create', '.', '--force', ...options, '--network', '10.9.8.0/24');
    expect(other).toSucceed();
    await lab.up();
    expect((await lab.status()).quorum).toBe(true);
  });
});
