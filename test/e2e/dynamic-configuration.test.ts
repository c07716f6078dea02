import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { type Finished, leftOf, TestLab } from './lab.js';
import { LocalLab } from './local-lab.js';

/** ZooKeeper 3.9 that may be told of other servers while it runs, by anybody. */
const dynamic = ['--zoo-cfg', 'reconfigEnabled=true', '--zoo-cfg', 'skipACL=yes'];

/**
 * What every provider makes of a zoo.cfg that ZooKeeper has taken over.
 * @param read a node's zoo.cfg
 * @param client runs zkCli.sh with these words on a node
 * @param third what is said of node3 to have it back
 */
function takenOver(
  lab: () => { readonly dir: string; zkLab(...args: string[]): Promise<Finished> },
  read: (node: string) => Promise<string>,
  client: (node: string, ...words: string[]) => Promise<string>,
  third: string,
): void {
  const check = async () => {
    const { exitCode, stdout } = await lab().zkLab('check');
    return { exitCode, left: leftOf(stdout) };
  };
  const done = { exitCode: 0, left: ['Everything is done.'] };

  test('ZooKeeper keeps its servers in a file of their own, and check is content', async () => {
    expect(await read('node1')).toMatch(/^dynamicConfigFile=/m);
    expect(await read('node1')).not.toMatch(/^server\./m);
    expect(await check()).toEqual(done);
  });

  test('a server that was taken out is missed, and the advice brings it back', async () => {
    // The third may lead: whoever takes over then closes all connections first.
    await expect
      .poll(() => client('node1', 'reconfig', '-remove', '3'))
      .toContain('Committed new configuration');
    const { exitCode, left } = await check();
    expect(exitCode).toBe(1);
    expect(left.join('\n')).not.toMatch(/\b(vi|scp) /);
    const advice = /^Next, on (node\d): .*zkCli\.sh -server \S+ (reconfig -members) '?(\S+?)'?$/.exec(
      left.at(-1) ?? '',
    );
    const [, node = '', command = '', members = ''] = advice ?? [];
    expect(members.split(',')[2]).toBe(third);
    const add = () => client(node, ...command.split(' '), members);
    await expect.poll(add).toContain('Committed new configuration');
    await expect.poll(check).toEqual(done);
  });

  test('other settings are applied, and the servers stay where ZooKeeper keeps them', async () => {
    const file = join(lab().dir, 'config/zoo.cfg');
    await writeFile(file, (await readFile(file, 'utf8')).replace('tickTime = 2000', 'tickTime = 1500'));
    const up = await lab().zkLab('up');
    expect(up).toSucceed();
    expect(up.stderr.match(/Restarting ZooKeeper on/g)).toHaveLength(3);
    for (const node of ['node1', 'node2', 'node3']) {
      const text = await read(node);
      expect(text).toMatch(/^tickTime ?= ?1500$/m);
      expect(text).toMatch(/^dynamicConfigFile=/m);
      expect(text).not.toMatch(/^server\./m);
    }
    expect(await client('node2', 'config')).toContain('server.3=');
    expect(await check()).toEqual(done);
    expect((await lab().zkLab('up')).stderr).not.toContain('Restarting');
  });

  test('members come, are made anew and go while it serves', async () => {
    for (const [args, names] of [
      [
        ['grow', '4'],
        [1, 2, 3, 4],
      ],
      [
        ['replace', 'node3', '-y'],
        [1, 2, 3, 4],
      ],
      [
        ['shrink', '3', '-y'],
        [1, 2, 3],
      ],
    ] as const) {
      const { exitCode, stdout, stderr } = await lab().zkLab(...args);
      expect(`${stderr}\n${stdout}\n${args.join(' ')}: ${exitCode}`).toMatch(/: 0$/);
      expect(stderr).not.toContain('Stopping the ensemble');
      const members = [...(await client('node1', 'config')).matchAll(/^server\.(\d+)=/gm)].map(([, id]) =>
        Number(id),
      );
      expect(members).toEqual(names);
      expect(await check()).toEqual(done);
    }
    expect((await lab().zkLab('shrink', '1', '-y')).stderr).toContain('zk-lab shrink 2');
  });

  test('all of it outlives a stop', async () => {
    expect(await lab().zkLab('down')).toSucceed();
    const up = await lab().zkLab('up');
    expect(up).toSucceed();
    expect(up.stderr).not.toMatch(/edited|Restarting/);
    expect(await check()).toEqual(done);
  });
}

await describeWith(useEngine, 'a dynamic configuration on Docker', (engine) => {
  let lab: TestLab;
  beforeAll(async () => {
    const system = [
      '--os',
      'rockylinux-9',
      '--zookeeper',
      '3.9',
      '--jdk',
      '17',
      '--jdk-archive',
      engine.jdk17,
    ];
    const place = ['--network', '10.74.0.0/24', '--client-port', '7481'];
    lab = await TestLab.create('dynamic', [...system, ...place, ...dynamic], engine.env);
    expect(await lab.zkLab('up')).toSucceed();
  });
  afterAll(() => lab.remove());

  const home = '/opt/apache-zookeeper-3.9.*-bin';
  takenOver(
    () => lab,
    (node) => lab.on(node, `cat ${home}/conf/zoo.cfg`),
    (node, ...words) =>
      lab.on(
        node,
        `. /etc/profile; ${home}/bin/zkCli.sh -server ${node}:2181 ${words.map((word) => `'${word}'`).join(' ')}`,
      ),
    'server.3=node3:2888:3888:participant;2181',
  );
});

describe('a dynamic configuration of plain processes', () => {
  let lab: LocalLab;
  beforeAll(async () => {
    const newest = ['--zookeeper', '3.9', '--jdk', '17', '--client-port', '25481'];
    lab = await LocalLab.create('dynamic', [...newest, ...dynamic]);
    await lab.up();
  });
  afterAll(() => lab.remove());

  takenOver(
    () => lab,
    (node) => readFile(join(lab.dir, 'local', node, 'conf/zoo.cfg'), 'utf8'),
    (node, ...words) => lab.cli(node, ...words),
    'server.3=127.0.0.1:26190:27190:participant;127.0.0.1:25483',
  );
});
