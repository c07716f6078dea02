import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { describeWith } from '../testbed/use-engine.js';
import { LocalLab, useJdk11 } from './local-lab.js';
import { lostIn, RunningStorm } from './storm-clients.js';

const [one, two, three, four, five] = ['node1', 'node2', 'node3', 'node4', 'node5'] as const;
const all: readonly string[] = [one, two, three, four, five];
const firstThree: readonly string[] = [one, two, three];

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
      names.map(async (node) => expect(await lab.zkLab('exec', node, 'zkServer.sh', 'start')).toSucceed()),
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

  let storm: RunningStorm;
  afterEach(() => storm?.kill());

  /** Clients work with these, and with nobody else. */
  async function workWith(who: readonly string[]): Promise<void> {
    await begin(who);
    storm = await RunningStorm.start(lab);
    await storm.more();
  }

  test('new servers and a stale one are a quorum before those that have everything are there', async () => {
    await workWith(firstThree);
    await kill(three);
    await serve(one, two);
    const acknowledged = await storm.more();
    await kill(one, two);
    for (const node of firstThree) await configure(node, all);
    await start(three, four, five);
    await serve(three, four, five);
    await start(one, two);
    await serve(...all);
    expect(lostIn((await storm.stop()).verdict)).toEqual(expect.arrayContaining(acknowledged));
  });

  test('a new server joins a leader that does not know of it, and its word is counted', async () => {
    await workWith(firstThree);
    const first = await leader();
    const others = firstThree.filter((node) => node !== first);
    await start(four);
    await serve(...firstThree, four);
    await kill(...others);
    await serve(...[first, four].sort());
    const acknowledged = await storm.more();
    await kill(first, four);
    await start(...others);
    await serve(...others);
    await start(first);
    await serve(...firstThree);
    expect(lostIn((await storm.stop()).verdict)).toEqual(expect.arrayContaining(acknowledged));
  });

  test('shrinking to servers of which a majority is stale', async () => {
    await workWith(all);
    await kill(one, two);
    await serve(three, four, five);
    const acknowledged = await storm.more();
    await kill(...all);
    for (const node of firstThree) await configure(node, firstThree);
    await start(one, two);
    await serve(one, two);
    await start(three);
    await serve(...firstThree);
    expect(lostIn((await storm.stop()).verdict)).toEqual(expect.arrayContaining(acknowledged));
  });
});
