import { afterAll, beforeAll, expect, test } from 'vitest';
import type { LabCheck } from '../../../verbs/check.js';
import { inCases } from '../../testbed/everything.js';
import { describeWith, useEngine } from '../../testbed/use-engine.js';
import { useVagrant } from '../../testbed/use-vagrant.js';
import { modesOf, TestLab } from '../lab.js';
import { VagrantLab } from '../vagrant-lab.js';
import { describeStepsOnDocker } from './suite.js';

const old = '/opt/zookeeper-3.4.9';
const everybody = ['follower', 'follower', 'leader'];

/** The folder of the second ZooKeeper. */
const newHome = (lab: TestLab): Promise<string> => lab.on('node1', 'echo -n /opt/apache-zookeeper-*-bin');

/** How many servers run which release, as they tell it: 3.9.5 three times. */
async function releases(lab: Pick<TestLab, 'status'>): Promise<(string | null)[]> {
  const status = await lab.status();
  return modesOf(status).includes(null) ? [] : status.nodes.map(({ version }) => version);
}

await describeStepsOnDocker(
  'upgrade-3.4-to-3.9',
  {
    compare: {
      right: async (learner) => {
        const count = ['exec', 'node1', 'bash', '-c', 'sort -u ~/ledger/receipts | wc -l'];
        return [(await learner.zkLab(...count)).stdout.trim()];
      },
      wrong: ['0'],
      shown: /^ *acknowledged and not there: 0$/m,
    },
  },
  (lab, { aside }) => {
    const upgraded = async (): Promise<void> => {
      await expect
        .poll(() => releases(lab()), { timeout: 30_000 })
        .toEqual([/^3\.9\./, /^3\.9\./, /^3\.9\./].map((line) => expect.stringMatching(line)));
      expect(modesOf(await lab().status())).toEqual(everybody);
    };

    aside('servers tell their own release, and up leaves them as they are', async () => {
      await upgraded();
      const up = await lab().zkLab('up');
      expect(up).toSucceed();
      await upgraded();
    });

    aside('what is stopped comes back with the release that its user has put there', async () => {
      // By the old script, which stops whatever has its pid file.
      await lab().on('node2', `JAVA_HOME=/usr/lib/jvm ${old}/bin/zkServer.sh stop`);
      const up = await lab().zkLab('up');
      expect(up).toSucceed();
      await upgraded();
      expect(await lab().zkLab('down')).toSucceed();
      expect(await lab().zkLab('up')).toSucceed();
      await upgraded();
    });

    aside('its members are not changed by who would bring the old release with them', async () => {
      for (const args of [
        ['grow', '5'],
        ['shrink', '1', '-y'],
        ['replace', 'node3', '-y'],
      ]) {
        const { exitCode, stderr } = await lab().zkLab(...args);
        expect({ args, exitCode, stderr }).toEqual({
          args,
          exitCode: 1,
          stderr: expect.stringMatching(
            /runs ZooKeeper 3\.9\.\d+, and zk-lab would install 3\.4\.9 .*--zookeeper 3\.9/,
          ),
        });
      }
      await upgraded();
    });

    aside('a storm is borne by servers of the new release', { timeout: 120_000 }, async () => {
      const { exitCode, stdout, stderr } = await lab().zkLab('storm', '--for', '5s', '--seed', '7');
      expect(exitCode, stdout + stderr).toBe(0);
      await upgraded();
    });

    aside('a server that a fault has ended comes back as it was', async () => {
      expect(await lab().zkLab('fault', 'kill', 'node1')).toSucceed();
      expect(await lab().zkLab('fault', 'heal')).toSucceed();
      await upgraded();
    });

    aside('of what is edited in config/ it is said that these servers read other files', async () => {
      await lab().run('sed', ['-i', '$a autopurge.purgeInterval = 24', 'config/zoo.cfg']);
      const { exitCode, stdout, stderr } = await lab().zkLab('up');
      expect(exitCode, stderr).toBe(0);
      expect(stdout + stderr).toContain(
        `node1: ${await newHome(lab())}/conf/zoo.cfg was edited there and stays`,
      );
      await upgraded();
    });
  },
);

await describeWith(
  () => inCases(useEngine),
  'what goes wrong in an upgrade',
  (engine) => {
    let lab: TestLab;
    beforeAll(async () => {
      const options = ['--lab', 'upgrade-3.4-to-3.9', '--jdk-archive', engine.jdk8];
      lab = await TestLab.create('wrong', options, engine.env);
      expect(await lab.zkLab('up', '--provider', 'docker')).toSucceed();
    });
    afterAll(() => lab?.remove());

    type Step = LabCheck['checks'][number];
    const stepOf = async (id: string): Promise<Step> => {
      const { stdout } = await lab.zkLab('check', '--json');
      const found = (JSON.parse(stdout) as LabCheck).checks.find((step) => step.id === id);
      if (found === undefined) throw new Error(`no step ${id}`);
      return found;
    };
    const solved = async (id: string): Promise<void> => {
      const { exitCode, stdout, stderr } = await lab.zkLab('solve', '--to', id);
      expect(exitCode, stdout + stderr).toBe(0);
    };

    /** Types what `check` advises until a step is done. @returns what was said to be wrong, in order */
    async function mended(id: string): Promise<string[]> {
      const reasons: string[] = [];
      for (let round = 0; round < 5; round++) {
        const { passed, nodes } = await stepOf(id);
        if (passed) return reasons;
        const failed = nodes.find(({ type, where }) => type !== null && where === 'node');
        if (failed === undefined) throw new Error(`no advice for ${id}: ${JSON.stringify(nodes)}`);
        reasons.push(failed.reason ?? failed.seen ?? '');
        await lab.on(failed.name, `source /etc/profile; ${failed.type}`);
        await expect.poll(async () => modesOf(await lab.status()), { timeout: 30_000 }).toEqual(everybody);
      }
      throw new Error(`${id} is not done, although it was mended: ${reasons.join('; ')}`);
    }

    test('each trap is named, and what is advised gets out of it', { timeout: 240_000 }, async () => {
      await solved('first');
      // The one that was upgraded, and those whose turn comes.
      const turn = 'This server’s turn comes, and then the alarm goes off again';
      expect((await mended('watched')).sort()).toEqual([
        '4lw.commands.whitelist is not set, so that only srvr is answered',
        turn,
        turn,
        'the AdminServer listens on 8080',
      ]);
      await solved('followers');

      const { leader } = await lab.status();
      if (leader === null) throw new Error('nobody leads');
      const home = await newHome(lab);
      await lab.on(leader, `source /etc/profile; ${old}/bin/zkServer.sh stop; ${home}/bin/zkServer.sh start`);
      await expect
        .poll(async () => (await stepOf('leader')).nodes.find(({ name }) => name === leader)?.reason, {
          timeout: 30_000,
        })
        .toMatch(/a transaction log and no snapshot/);
      // It is the one that its user wants, and is not replaced behind their back.
      const up = await lab.zkLab('up');
      expect(up.exitCode, up.stdout).not.toBe(0);
      expect(await mended('leader')).toHaveLength(1);
      expect(await mended('trust')).toHaveLength(1);
      expect(await mended('path')).toHaveLength(3);
      expect(await releases(lab)).toEqual(Array(3).fill(expect.stringMatching(/^3\.9\./)));
    });
  },
);

// Vagrant's docker provider: the tarball travels by SSH, and machines are halted and booted.
await describeWith(
  () => inCases(() => useVagrant('docker')),
  'an upgrade under Vagrant',
  (vagrant) => {
    let lab: VagrantLab;
    beforeAll(async () => {
      lab = await VagrantLab.create(vagrant, ['--lab', 'upgrade-3.4-to-3.9']);
      await lab.up();
    });
    afterAll(() => lab?.remove());

    test('the second tarball is on every machine, and what was upgraded stays so', {
      timeout: 300_000,
    }, async () => {
      for (const node of ['node1', 'node2', 'node3']) {
        expect(await lab.on(node, 'gzip -t /opt/apache-zookeeper-3.9.*-bin.tar.gz && echo whole')).toBe(
          'whole',
        );
      }
      const solved = await lab.zkLab('solve');
      expect(solved.stdout, solved.stderr).toMatch(/^ *acknowledged and not there: 0$/m);

      expect(await lab.vagrant('halt')).toSucceed();
      await lab.up();
      await expect
        .poll(() => releases(lab), { timeout: 60_000 })
        .toEqual(Array(3).fill(expect.stringMatching(/^3\.9\./)));
    });
  },
);
