import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stormFaults } from '../../storm/faults.js';
import { parseHistory } from '../../storm/history.js';
import { planFaults } from '../../storm/plan.js';
import { bothJudge, whyNoPorcupine } from '../storm/porcupine.js';
import { story } from '../story.js';
import { modesOf } from './lab.js';
import { LocalLab } from './local-lab.js';
import { lostIn, RunningStorm, stormsOf, type Told } from './storm-clients.js';

const nodes = ['node1', 'node2', 'node3'];

describe('a storm over three servers of this machine', () => {
  let lab: LocalLab;
  beforeAll(async () => {
    const shape = ['--nodes', '3', '--client-port', '25481', '--zookeeper', '3.9', '--jdk', '17'];
    lab = await LocalLab.create('stormy', shape);
    await lab.up();
  });
  afterAll(async () => lab.remove());

  const { step, aside } = story();

  /** Nothing of a storm is left: every server serves, and there is no znode of it. */
  async function assertOver(): Promise<void> {
    await expect.poll(async () => modesOf(await lab.status())).toEqual(['follower', 'follower', 'leader']);
    expect(await lab.cli('node1', 'ls', '/')).not.toContain('zk-lab-storm');
  }

  step('forty faults, and nothing acknowledged is lost', async () => {
    const { exitCode, stdout, stderr } = await lab.zkLab('storm', '--for', '36s', '--seed', '7', '--json');
    const told: Told = JSON.parse(stdout);
    const broken = told.verdict.checks.filter(({ outcome }) => outcome !== 'holds');
    expect({ exitCode, broken }, stderr).toEqual({ exitCode: 0, broken: [] });

    const history = parseHistory(await readFile(told.file, 'utf8'), told.file);
    // The same seed: the faults that anybody can work out.
    const plan = planFaults({ seed: 7, nodes, kinds: stormFaults, length: 36_000 });
    expect(told.planned).toEqual(plan);
    expect(plan.length).toBeGreaterThanOrEqual(40);
    expect(history.faults.map(({ id, kind, nodes }) => ({ id, kind, nodes }))).toEqual(
      plan.map(({ id, kind, nodes }) => ({ id, kind, nodes })),
    );
    expect(history.faults.filter(({ trouble }) => trouble !== undefined)).toEqual([]);
    // It was a storm: much was done, some of it nobody can tell, and others led in between.
    const { done, unknown } = told.verdict.counts;
    expect(done).toBeGreaterThan(2_000);
    expect(unknown).toBeGreaterThan(0);
    expect(new Set(history.leaders.map(({ node }) => node)).size).toBeGreaterThan(1);
    await assertOver();

    // From the file alone, the same verdict.
    const again = await lab.zkLab('storm', '--judge', told.file, '--json');
    expect(again.exitCode).toBe(0);
    expect(JSON.parse(again.stdout)).toEqual({ seed: 7, verdict: told.verdict });
  });

  aside('porcupine says the same of each znode of that history, and of doctored ones', async (context) => {
    const why = whyNoPorcupine();
    if (why !== undefined) return context.skip(why);
    const [name = ''] = await stormsOf(lab);
    const file = join(lab.dir, 'storm', name, 'history.jsonl');
    const history = parseHistory(await readFile(file, 'utf8'), file);
    const judged = bothJudge(history);
    expect(judged.length).toBeGreaterThan(5);
    expect(judged.filter(({ ours, theirs }) => ours !== true || theirs !== true)).toEqual([]);
    // Every tenth acknowledged write has another version than its client was told.
    const doctored = history.operations.map((each) =>
      each.id % 10 === 0 && each.version !== undefined ? { ...each, version: each.version + 1 } : each,
    );
    const again = bothJudge({ ...history, operations: doctored });
    expect(again.filter(({ ours, theirs }) => ours !== theirs)).toEqual([]);
    expect(again.filter(({ theirs }) => !theirs).length).toBeGreaterThan(5);
  });

  test('while one goes on, nobody else changes nodes or puts faults, and who undoes them is told; Ctrl-C undoes what is in force and judges what there is', async () => {
    const storm = await RunningStorm.start(lab, '--for', '10m', '--seed', '3', '--faults', 'pause');
    await expect.poll(async () => (await storm.history()).includes('"type":"fault"')).toBe(true);
    const before = [await readdir(lab.dir), await stormsOf(lab)];
    const changing = ['grow 5', 'shrink 1 -y', 'replace node2 -y', 'storm', 'storm --faults none'];
    for (const typed of [...changing, 'fault kill node2']) {
      const { exitCode, stderr } = await lab.zkLab(...typed.split(' '));
      expect(stderr).toMatch(/^zk-lab: A storm is going on in this lab, of process \d+; .* Ctrl-C there$/);
      expect(exitCode).toBe(1);
    }
    expect([await readdir(lab.dir), await stormsOf(lab)]).toEqual(before);
    expect((await lab.zkLab('fault')).stderr).toMatch(/^ *A storm is going on in this lab, of process \d+/m);
    expect(JSON.parse((await lab.zkLab('fault', '--json')).stdout)).toMatchObject({
      goesOn: expect.any(Number),
    });
    const healed = await lab.zkLab('fault', 'heal');
    expect({ healed }).toEqual({
      healed: expect.objectContaining({
        exitCode: 0,
        stderr: expect.stringMatching(/A storm is going on in this lab/),
      }),
    });
    storm.interrupt();
    const { exitCode, stdout } = await storm.ended();
    expect(stdout).toContain('Interrupted: ');
    expect(stdout).toContain('The verdict holds.');
    expect(exitCode).toBe(130);
    await assertOver();
  });

  test('one that cannot begin says why and what to type, and leaves neither znode nor history', async () => {
    const before = [await readdir(lab.dir), await stormsOf(lab)];
    const refused = async (): Promise<string> => {
      const { exitCode, stderr } = await lab.zkLab('storm', '--for', '1s');
      expect(exitCode).toBe(1);
      expect([await readdir(lab.dir), await stormsOf(lab)]).toEqual(before);
      return stderr;
    };
    // Who has a session, and may not write.
    await lab.cli('node1', 'setAcl', '/', 'world:anyone:ra');
    expect(await refused()).toMatch(
      /^zk-lab: No server of .* takes sessions and writes \(.*: no auth\): look at/m,
    );
    await lab.cli('node1', 'setAcl', '/', 'world:anyone:cdrwa');

    await lab.zkLab('fault', 'pause', 'node1', 'node2');
    expect(await refused()).toMatch(/^zk-lab: The ensemble has no quorum: .* first: zk-lab fault heal$/m);
    await lab.zkLab('fault', 'heal');
    await assertOver();
  });

  test('a server that was killed between what its leader sent and the leader’s epoch: up says so, replace mends it', async () => {
    await lab.cli('node1', 'create', '/before', 'the-fall');
    const node = (await lab.status()).nodes.find(({ mode }) => mode === 'follower')?.name ?? '';
    await lab.zkLab('exec', node, 'zkServer.sh', 'stop');
    // As 3.9.5 leaves it: its log has what was sent, and the epoch is still the one before.
    const file = join(lab.dir, 'local', node, 'data/version-2/currentEpoch');
    await writeFile(file, String(Number(await readFile(file, 'utf8')) - 1));

    const up = await lab.zkLab('up');
    expect(up.exitCode).toBe(1);
    // After so many elections the epoch, in hexadecimal, may be a letter.
    expect(up.stderr).toMatch(/The current epoch, [\da-f]+, is older than the last zxid, \d+\n/);
    expect(up.stderr).toContain(`${node} gets it anew from them: zk-lab replace ${node}.`);
    expect((await lab.zkLab('check', node)).stdout).toContain('does not fit together');
    const replaced = await lab.zkLab('replace', node, '-y');
    expect(replaced.exitCode, replaced.stderr).toBe(0);
    await assertOver();
    expect(await lab.cli(node, 'get', '/before')).toContain('the-fall');
  });

  test('killed, what it has left is shown and removed by heal, and that of a storm that goes on is not', async () => {
    const rootOf = async (storm: RunningStorm): Promise<string> =>
      JSON.parse((await storm.history()).split('\n')[0] ?? '').root;
    const killed = await RunningStorm.start(lab);
    await killed.more();
    const other = await RunningStorm.start(lab);
    await other.more();
    const [gone, stays] = [await rootOf(killed), await rootOf(other)];
    killed.kill();
    await killed.ended();
    expect((await lab.zkLab('fault')).stderr).toContain(`left ${gone}: zk-lab fault heal`);
    const healed = await lab.zkLab('fault', 'heal');
    expect(healed.stdout).toBe(`An earlier storm was broken off and had left ${gone}: removed`);
    expect((await lab.zkLab('fault', 'heal')).stdout).toBe('No fault was in force');
    const there = await lab.cli('node1', 'ls', '/');
    expect(there).not.toContain(gone.slice(1));
    expect(there).toContain(stays.slice(1));
    // The next test's storm finds this.
    other.kill();
    await other.ended();
  });

  test('it can fail: what a majority has forgotten is named', async () => {
    const storm = await RunningStorm.start(
      lab,
      ...['--for', '12s', '--seed', '3', '--faults', 'pause', '--json'],
    );
    const acknowledged = await storm.more();
    for (const pid of (await Promise.all(nodes.map((node) => lab.serving(node)))).flat()) {
      process.kill(pid, 'SIGKILL');
    }
    for (const node of ['node1', 'node2']) {
      await rm(join(lab.dir, 'local', node, 'data', 'version-2'), { recursive: true });
      await rm(join(lab.dir, 'local', node, 'logs', 'version-2'), { recursive: true, force: true });
    }
    // `up` would not: it starts those that have data first. By hand it goes.
    for (const node of ['node1', 'node2']) await lab.zkLab('exec', node, 'zkServer.sh', 'start');

    const { exitCode, stdout, stderr } = await storm.ended();
    const told: Told = JSON.parse(stdout);
    expect(stderr).toMatch(/An earlier storm was broken off and had left \/zk-lab-storm-\w+: removed/);
    expect(exitCode).toBe(1);
    expect(told.verdict.holds).toBe(false);
    const lost = told.verdict.checks.find(({ name }) => name === 'lost');
    expect(lost).toMatchObject({ outcome: 'broken' });
    expect(lostIn(told.verdict)).toEqual(expect.arrayContaining(acknowledged));
    // A person reads their names, too.
    const again = await lab.zkLab('storm', '--judge', told.file);
    expect(again.exitCode).toBe(1);
    expect(again.stdout).toContain(`${acknowledged[0]} was acknowledged (0x`);
    expect(again.stdout).toContain('The verdict does not hold.');
  });
});
