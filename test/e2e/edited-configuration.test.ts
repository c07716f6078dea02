import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fourLetterWord } from '../../software/zookeeper/four-letter-words.js';
import { describeWith, useEngine } from '../testbed/use-engine.js';
import { type Finished, type LabStatus, TestLab } from './lab.js';
import { LocalLab } from './local-lab.js';

/** A lab as its owner has it, on whichever engine. */
interface Edited {
  readonly dir: string;
  zkLab(...args: string[]): Promise<Finished>;
  status(): Promise<LabStatus>;
}

/** How many of the lab's servers answered, whenever they were looked at while `work` was done: the fewest. */
async function fewestAnswering(
  lab: Edited,
  work: () => Promise<Finished>,
): Promise<{ fewest: number } & Finished> {
  const addresses = (await lab.status()).nodes.map(({ clientAddress }) => clientAddress.split(':'));
  let done = false;
  let fewest = addresses.length;
  const watching = (async () => {
    while (!done) {
      const answers = await Promise.all(
        // One that runs answers in that time, however busy the machine is.
        addresses.map(([host = '', port = '']) =>
          fourLetterWord('srvr', { host, port: Number(port) }, 10_000),
        ),
      );
      fewest = Math.min(fewest, answers.filter(({ from }) => from === 'server').length);
      await pause(50);
    }
  })();
  const result = await work();
  done = true;
  await watching;
  return { ...result, fewest };
}

const restarted = ({ stderr }: Finished): string[] =>
  [...stderr.matchAll(/Restarting ZooKeeper on (\S+)/g)].map(([, node = '']) => node);

/** Settings with which the labs are made. */
const settings = [
  '--zoo-cfg',
  'maxSessionTimeout=41000',
  '--zoo-cfg',
  '4lw.commands.whitelist=conf,srvr',
  '--jvm-option',
  '-Dmade=so',
  '--jvm-option',
  '-Xss700k',
];

/** What every provider does about edits, on a lab of three nodes that is up. */
function edits(lab: () => Edited, on: (node: string, script: string) => Promise<string>): void {
  const edit = async (name: string, change: (text: string) => string): Promise<void> => {
    const file = join(lab().dir, 'config', name);
    await writeFile(file, change(await readFile(file, 'utf8')));
  };
  const flags = 'ps -A -ww -o args= | grep [Q]uorumPeerMain';
  /** Tells whether a server was started anew. */
  const servers = async (): Promise<string> => on('node1', `ps -A -o lstart=,args= | grep [Q]uorumPeerMain`);

  test('come on top of the settings and options with which the lab was made', async () => {
    expect(await on('node3', flags)).toMatch(/-Dmade=so -Xss700k/);
    const [{ clientAddress } = { clientAddress: '' }] = (await lab().status()).nodes;
    const [host = '', port = ''] = clientAddress.split(':');
    expect(await fourLetterWord('conf', { host, port: Number(port) })).toMatchObject({
      text: expect.stringContaining('maxSessionTimeout=41000'),
    });
  });

  test('are applied by a restart of one node after the other, the leader last', async () => {
    const { leader } = await lab().status();
    await edit('zoo.cfg', (text) => text.replace('tickTime = 2000', 'tickTime = 1500\nmaxClientCnxns = 77'));
    await appendFile(join(lab().dir, 'config/java.env'), 'JVMFLAGS="$JVMFLAGS -Dedited=yes"\n');
    const up = await fewestAnswering(lab(), () => lab().zkLab('up'));
    expect(up).toMatchObject({ exitCode: 0, fewest: 2 });
    expect(restarted(up)).toHaveLength(3);
    expect(restarted(up).at(-1)).toBe(leader);
    expect(up.stderr).toContain('with another zoo.cfg, java.env');
    expect(await on('node2', flags)).toContain('-Dedited=yes');
    expect((await lab().status()).quorum).toBe(true);
    expect(await lab().zkLab('check')).toSucceed();
  });

  test('that were applied are not applied again', async () => {
    const before = await servers();
    expect(restarted(await lab().zkLab('up'))).toEqual([]);
    expect(await servers()).toBe(before);
  });

  test.each([
    ['initLimit = 5', 'initLimit = many', /config\/zoo\.cfg:\d+: .*initLimit takes a whole number/],
    ['initLimit = 5', 'initLimit', /config\/zoo\.cfg:\d+: “initLimit” is no setting/],
    ['syncLimit = 2', '# syncLimit', /would not start without syncLimit/],
    ['server.3=', 'server.4=node4:2888:3888\nserver.3=', /server\.4 = .*does not get, lose or move servers/],
    ['server.3=node3', 'server.3=elsewhere', /server\.3 = elsewhere.*does not get, lose or move servers/],
    ['server.3=', '# server.3=', /server\.3 = –.*does not get, lose or move servers/],
    ['dataDir = /', 'dataDir = /tmp/', /dataDir = \/tmp.*Data does not move by editing/],
    ['dataLogDir = /', 'dataLogDir = /tmp/', /dataLogDir = .*Data does not move by editing/],
    ['clientPort = 2181', 'clientPort = 2191', /clientPort = 2191.*--client-port/],
    ['server.3=', 'group.1=1:2\nserver.3=', /group\.1 = 1:2.*who votes/],
  ])('%j to %j are refused before a node is touched', async (from, to, reason) => {
    const before = await servers();
    await edit('zoo.cfg', (text) => text.replace(from, to));
    const { exitCode, stderr } = await lab().zkLab('up');
    await edit('zoo.cfg', (text) => text.replace(to, from));
    expect(stderr).toMatch(reason);
    expect(exitCode).toBe(1);
    expect(await servers()).toBe(before);
    expect(restarted(await lab().zkLab('up'))).toEqual([]);
  });

  test('of shell that bash does not understand are refused, too', async () => {
    await edit('java.env', (text) => `${text}JVMFLAGS="\n`);
    const { exitCode, stderr } = await lab().zkLab('up');
    await edit('java.env', (text) => text.replace(/JVMFLAGS="\n$/, ''));
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/java\.env: line/),
    });
  });

  test('with which a server does not serve stop at the first node; corrected, they are applied', async () => {
    await edit('java.env', (text) => `${text}JVMFLAGS="$JVMFLAGS -XX:NoSuchOption=1"\n`);
    const up = await fewestAnswering(lab(), () => lab().zkLab('up'));
    expect(up).toMatchObject({ exitCode: 1, fewest: 2 });
    expect(restarted(up)).toHaveLength(1);
    expect(up.stderr).toMatch(/NoSuchOption/);
    expect((await lab().status()).quorum).toBe(true);
    await edit('java.env', (text) => text.replace('-XX:NoSuchOption=1', '-Dcorrected=1'));
    const corrected = await lab().zkLab('up');
    expect(corrected).toSucceed();
    const nodes = await Promise.all(['node1', 'node2', 'node3'].map((node) => on(node, flags)));
    expect(nodes.map((line) => line.includes('-Dcorrected=1'))).toEqual([true, true, true]);
    expect((await lab().status()).nodes.map(({ serving }) => serving)).toEqual([true, true, true]);
  });
}

await describeWith(useEngine, 'edits in config/ of a lab on Docker', (engine) => {
  let lab: TestLab;
  beforeAll(async () => {
    const place = ['--network', '10.72.0.0/24', '--client-port', '7281'];
    const options = [...place, ...settings, '--jdk-archive', engine.jdk8];
    lab = await TestLab.create('edited', options, engine.env);
    expect(await lab.zkLab('up')).toSucceed();
  });
  afterAll(() => lab.remove());

  edits(
    () => lab,
    (node, script) => lab.on(node, script),
  );

  test('with which servers run and find no leader are told with what they logged; corrected, they are applied', async () => {
    const file = join(lab.dir, 'config/zoo.cfg');
    const before = await readFile(file, 'utf8');
    // It elects by another protocol than the others.
    await writeFile(file, `${before}\nelectionAlg = 0\n`);
    const up = await lab.zkLab('up');
    const { stderr } = up;
    expect(up.exitCode).toBe(1);
    expect(restarted(up)).toHaveLength(1);
    expect(stderr).toMatch(/Correct the file in config\/ and type zk-lab up again/);
    // Not what was left there by asking how it is.
    expect(stderr).not.toContain('Processing srvr command');
    await writeFile(file, before);
    expect(await lab.zkLab('up')).toSucceed();
    expect((await lab.status()).nodes.map(({ serving }) => serving)).toEqual([true, true, true]);
  });

  test('leave alone what was edited on a node, which is told', async () => {
    const conf = '/opt/zookeeper-3.4.9/conf/zoo.cfg';
    await lab.on('node2', `echo '# mine' >> ${conf}`);
    const file = join(lab.dir, 'config/zoo.cfg');
    await writeFile(file, (await readFile(file, 'utf8')).replace('syncLimit = 2', 'syncLimit = 3'));
    const up = await lab.zkLab('up');
    expect(up).toSucceed();
    expect(restarted(up).sort()).toEqual(['node1', 'node3']);
    expect(up.stderr).toContain(`node2: ${conf} was edited there and stays as it is`);
    expect(await lab.on('node2', `cat ${conf}`)).toMatch(/syncLimit = 2\n.*# mine$/s);
    expect(await lab.on('node1', `cat ${conf}`)).toContain('syncLimit = 3');
  });

  test('are not applied where the others would be no quorum, and are once they are', async () => {
    await lab.compose('stop', 'node1');
    await appendFile(join(lab.dir, 'config/zoo.cfg'), 'minSessionTimeout = 3000\n');
    const { exitCode, stderr } = await lab.zkLab('up', 'node3');
    expect({ exitCode, stderr }).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/not applied to node3: .* do not serve: node1\. Bring them up first/),
    });
    expect((await lab.status()).nodes.map(({ serving }) => serving)).toEqual([false, true, true]);
    const up = await lab.zkLab('up');
    expect(up).toSucceed();
    expect(restarted(up)).toContain('node3');
    // It was given them when it started.
    expect(restarted(up)).not.toContain('node1');
  });

  test('bring back a server that was stopped by hand, before others are restarted', async () => {
    await lab.on('node1', '/opt/zookeeper-3.4.9/bin/zkServer.sh stop');
    // If it led, the others choose one of them first.
    await expect.poll(async () => (await lab.status()).nodes.filter(({ serving }) => serving).length).toBe(2);
    await appendFile(join(lab.dir, 'config/zoo.cfg'), 'maxClientCnxns = 66\n');
    const up = await fewestAnswering(lab, () => lab.zkLab('up'));
    expect(up).toMatchObject({ exitCode: 0, fewest: 2 });
    expect(restarted(up)[0]).toBe('node1');
    expect(restarted(up)).toContain('node3');
  });
});

describe('edits in config/ of a lab of plain processes', () => {
  let lab: LocalLab;
  beforeAll(async () => {
    const newest = ['--zookeeper', '3.9', '--jdk', '17'];
    lab = await LocalLab.create('edited', [...newest, ...settings, '--client-port', '25181']);
    await lab.up();
  });
  afterAll(() => lab.remove());

  edits(
    () => lab,
    async (node, script) => {
      const mine = `${script} | grep -F '${lab.dir}/local/${node}/'`;
      return (await lab.zkLab('exec', node, 'sh', '-c', mine)).stdout;
    },
  );

  test('leave alone what was edited on a node, which is told', async () => {
    const conf = join(lab.dir, 'local/node2/conf/zoo.cfg');
    await appendFile(conf, '# mine\n');
    const file = join(lab.dir, 'config/zoo.cfg');
    await writeFile(file, (await readFile(file, 'utf8')).replace('syncLimit = 2', 'syncLimit = 3'));
    const up = await lab.zkLab('up');
    expect(up).toSucceed();
    expect(restarted(up).sort()).toEqual(['node1', 'node3']);
    expect(up.stderr).toContain(`node2: ${conf} was edited there and stays as it is`);
    expect(await readFile(conf, 'utf8')).toMatch(/syncLimit=2\n.*# mine\n$/s);
    expect(await readFile(join(lab.dir, 'local/node1/conf/zoo.cfg'), 'utf8')).toContain('syncLimit=3');
  });
});
