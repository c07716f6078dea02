import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { judge } from '../../storm/judge/index.js';
import { describeWith } from '../equipment/use-engine.js';
import { LocalLab, useJdk11 } from './local-lab.js';

const [one, two, three, four, five] = ['node1', 'node2', 'node3', 'node4', 'node5'] as const;
const all: readonly string[] = [one, two, three, four, five];
const firstThree: readonly string[] = [one, two, three];

/** A storm of clients alone, while servers are moved about by hand. */
interface Clients {
  /** Paths whose creation was acknowledged so far. */
  acknowledged(): Promise<string[]>;
  /** Ends it. @returns paths of what the verdict calls lost */
  lost(): Promise<string[]>;
}

// Each of these ways is found in answers on the web. That the verdict names what they lose is what its silence elsewhere rests on.
await describeWith(useJdk11, 'ways to change who belongs to an ensemble of 3.4.9 that lose data', (jdk) => {
  let lab: LocalLab;
  beforeAll(async () => {
    const shape = ['--nodes', '5', '--client-port', '27181', '--zookeeper', '3.4.9'];
    lab = await LocalLab.create('wrongly', shape, { JAVA_HOME: jdk.home });
    await lab.up();
    for (const node of all) await cp(zooCfg(node), `${zooCfg(node)}.five`);
  });
  afterAll(() => lab?.remove());

  const folder = (node: string): string => join(lab.dir, 'local', node);
  const zooCfg = (node: string): string => join(folder(node), 'conf/zoo.cfg');

  /** Has a node know of all five, or of the first three alone. */
  async function configure(node: string, who: readonly string[]): Promise<void> {
    const text = await readFile(`${zooCfg(node)}.five`, 'utf8');
    await writeFile(zooCfg(node), who === all ? text : text.replace(/^server\.[45]=.*\n/gm, ''));
  }
  async function start(...names: string[]): Promise<void> {
    await Promise.all(
      names.map(async (node) =>
        expect(await lab.zkLab('exec', node, 'zkServer.sh', 'start')).toMatchObject({ exitCode: 0 }),
      ),
    );
  }
  async function kill(...names: string[]): Promise<void> {
    for (const node of names) {
      for (const pid of await lab.serving(node)) process.kill(pid, 'SIGKILL');
      await expect.poll(() => lab.serving(node)).toEqual([]);
    }
  }
  const serving = async () =>
    (await lab.status()).nodes.filter(({ serving }) => serving).map(({ name }) => name);
  const serve = (...names: string[]) => expect.poll(serving).toEqual(names);
  const leader = async (): Promise<string> => (await lab.status()).leader ?? '';
  async function empty(node: string): Promise<void> {
    for (const part of ['data', 'logs']) {
      await rm(join(folder(node), part, 'version-2'), { recursive: true, force: true });
    }
  }

  /** An ensemble of these, with nothing in it; the others of the five are empty and do not run. */
  async function begin(who: readonly string[]): Promise<void> {
    await kill(...all);
    for (const node of all) {
      await empty(node);
      await configure(node, node === four || node === five ? all : who);
    }
    await start(...who);
    await serve(...who);
  }

  async function clients(): Promise<Clients> {
    const seen = await storms();
    const storm = lab.start('storm', '--for', '10m', '--seed', '1', '--faults', 'none', '--json');
    const acknowledged = async (): Promise<string[]> => {
      const [name] = (await storms()).filter((each) => !seen.includes(each));
      if (name === undefined) return [];
      return (
        (await readFile(join(lab.dir, 'storm', name, 'history.jsonl'), 'utf8'))
          .split('\n')
          .filter((line) => line.includes('"kind":"create"') && line.includes('"answer":"done"'))
          .map((line) => JSON.parse(line).path)
          // Those below registers/ are made again by whoever misses them.
          .filter((path) => path.includes('/created/'))
      );
    };
    return {
      acknowledged,
      async lost() {
        storm.kill('SIGINT');
        const { stdout } = await storm;
        const verdict: ReturnType<typeof judge> = JSON.parse(stdout).verdict;
        return verdict.checks.find(({ name }) => name === 'lost')?.evidence.map(({ path }) => path) ?? [];
      },
    };
  }
  const storms = async (): Promise<string[]> => readdir(join(lab.dir, 'storm')).catch(() => []);

  /** What is acknowledged from now on, once it is some. */
  async function more(storm: Clients): Promise<string[]> {
    const before = new Set(await storm.acknowledged());
    let since: string[] = [];
    await expect
      .poll(async () => {
        since = (await storm.acknowledged()).filter((path) => !before.has(path));
        return since.length;
      })
      .toBeGreaterThan(30);
    return since;
  }

  let storm: Clients;
  beforeEach(async (context) => {
    await begin(context.task.name.startsWith('shrinking') ? all : firstThree);
    storm = await clients();
    await more(storm);
  });

  test('new servers and a stale one are a quorum before those that have everything are there', async () => {
    await kill(three);
    await serve(one, two);
    const acknowledged = await more(storm);
    await kill(one, two);
    for (const node of firstThree) await configure(node, all);
    await start(three, four, five);
    await serve(three, four, five);
    await start(one, two);
    await serve(...all);
    expect(await storm.lost()).toEqual(expect.arrayContaining(acknowledged));
  });

  test('a new server joins a leader that does not know of it, and its word is counted', async () => {
    const first = await leader();
    const others = firstThree.filter((node) => node !== first);
    await start(four);
    await serve(...firstThree, four);
    await kill(...others);
    await serve(...[first, four].sort());
    const acknowledged = await more(storm);
    await kill(first, four);
    await start(...others);
    await serve(...others);
    await start(first);
    await serve(...firstThree);
    expect(await storm.lost()).toEqual(expect.arrayContaining(acknowledged));
  });

  test('shrinking to servers of which a majority is stale', async () => {
    await kill(one, two);
    await serve(three, four, five);
    const acknowledged = await more(storm);
    await kill(...all);
    for (const node of firstThree) await configure(node, firstThree);
    await start(one, two);
    await serve(one, two);
    await start(three);
    await serve(...firstThree);
    expect(await storm.lost()).toEqual(expect.arrayContaining(acknowledged));
  });
});
