import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { everything } from '../../testbed/everything.js';
import { describeWith, useEngine } from '../../testbed/use-engine.js';
import { TestLab } from '../lab.js';
import { LocalLab } from '../local-lab.js';

/** A broken cluster. */
interface Case {
  readonly number: number;
  readonly what: string;
  /** Id of the first step that fails. */
  readonly fails: string;
  /** What `status` shows of the nodes of 3.4.9 on Docker, which is all that it tells. */
  readonly shown: readonly string[];
  /** And of those of 3.9 as plain processes, where that is something else, or it fails elsewhere. */
  readonly processes?: { readonly fails?: string; readonly shown?: readonly string[] };
}

const member = 'member';

const cases: readonly Case[] = [
  {
    ...{ number: 1, what: 'one number twice', shown: ['looking', member, member], fails: 'roles' },
    // From 3.5 on it gives up after some tries.
    processes: { shown: ['none', member, member], fails: 'answers' },
  },
  {
    ...{ number: 2, what: 'clients on loopback', shown: [member, member, 'none'], fails: 'clients' },
    // Of processes, each already is at home on loopback: it listens at another address of it.
    processes: { fails: 'answers' },
  },
  { number: 3, what: 'a log that breaks off', shown: [member, member, 'none'], fails: 'answers' },
  { number: 4, what: 'names on loopback', shown: ['looking', 'looking', 'looking'], fails: 'roles' },
  { number: 5, what: 'one client a machine', shown: [member, member, member], fails: 'clients' },
  { number: 6, what: 'a port that is taken', shown: ['silent', member, member], fails: 'answers' },
  { number: 7, what: 'a znode too large', shown: [member, member, 'none'], fails: 'answers' },
  { number: 8, what: 'a locked root', shown: [member, member, member], fails: 'writable' },
  {
    ...{ number: 9, what: 'one port twice', shown: ['looking', member, member], fails: 'roles' },
    // From 3.5 on it does not even begin.
    processes: { shown: ['none', member, member], fails: 'answers' },
  },
  { number: 10, what: 'another configuration', shown: [member, member, 'standalone'], fails: 'roles' },
  { number: 11, what: 'an epoch that lags', shown: ['none', member, member], fails: 'answers' },
  { number: 12, what: 'a small heap', shown: [member, member, 'none'], fails: 'answers' },
];

/** Tried every time: the one that the test of hints begins with, and one that shows in `status`. */
const first = 8;
const usual = [first, 3];
const tried = cases
  .filter(({ number }) => everything || usual.includes(number))
  .sort((one, other) => Number(other.number === first) - Number(one.number === first));

/** A step, as `check --json` has it. */
interface Check {
  readonly id: string;
  readonly passed: boolean | null;
  readonly since: string | null;
}

/** What is asked and done in a lab of these, whatever holds it. */
function inLab(lab: () => TestLab | LocalLab) {
  const checks = async (): Promise<Check[]> =>
    JSON.parse((await lab().zkLab('check', '--json')).stdout).checks;
  return {
    checks,
    /** Has the nodes made anew, with another case. */
    async draw(number: number): Promise<void> {
      const file = join(lab().dir, 'zk-lab.yaml');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace(/^lesson: .*$/m, `lesson: "mend-it/${number}"`));
      const reset = await lab().zkLab('reset', '-y');
      expect(reset).toSucceed();
    },
    async shown(): Promise<string[]> {
      const { nodes } = JSON.parse((await lab().zkLab('status', '--json')).stdout);
      return nodes.map(({ mode, condition }: { mode: string | null; condition: string }) =>
        mode === 'leader' || mode === 'follower' ? member : (mode ?? condition),
      );
    },
    failing: async () => (await checks()).find(({ passed }) => passed === false)?.id,
  };
}

/** What mends a case as well as its solution does: typed on the last node, the first one, or each. */
interface OtherWay {
  readonly number: number;
  readonly way: string;
  readonly on: 'first' | 'last' | 'each';
  readonly typed: string;
}

const conf = '/opt/zookeeper-3.4.9/conf';
const otherWays: readonly OtherWay[] = [
  {
    ...{ number: 2, way: 'an address that clients reach', on: 'last' },
    typed: `sed -i 's/^clientPortAddress.*/clientPortAddress = node3/' ${conf}/zoo.cfg`,
  },
  {
    ...{ number: 4, way: 'all addresses for the others, too', on: 'each' },
    typed: `echo quorumListenOnAllIPs=true >> ${conf}/zoo.cfg`,
  },
  {
    ...{ number: 5, way: 'no limit', on: 'each' },
    typed: `sed -i 's/^maxClientCnxns.*/maxClientCnxns=0/' ${conf}/zoo.cfg`,
  },
  { number: 10, way: 'the other file made right', on: 'last', typed: `cp ${conf}/zoo.cfg ${conf}/test.cfg` },
  {
    ...{ number: 11, way: 'the epoch written down', on: 'first' },
    typed: 'echo 1 > /opt/zookeeper-3.4.9/data/version-2/currentEpoch',
  },
  {
    number: 12,
    way: 'a heap of Java’s own choice',
    on: 'last',
    typed: `sed -i 's/-Xmx8m//' ${conf}/java.env`,
  },
];

/** Each case is seen to be broken, named by `check`, and solved; in a lab that has the first one. */
function describeCases(lab: () => TestLab | LocalLab, expected: (of: Case) => Case): void {
  const { checks, draw, shown, failing } = inLab(lab);
  test.each(tried.map(expected))('$number: $what', { timeout: 180_000 }, async (one) => {
    if (one.number !== first) await draw(one.number);
    // Those that are left may have to agree anew.
    await expect.poll(shown).toEqual(one.shown);
    await expect.poll(failing).toBe(one.fails);
    // What passes beside what fails is not done yet.
    expect((await checks()).filter(({ since }) => since !== null)).toEqual([]);

    const solved = await lab().zkLab('solve');
    expect(solved).toSucceed();
    // Whoever was restarted last may still be on its way.
    await expect.poll(async () => (await lab().zkLab('check')).exitCode).toBe(0);
    expect((await checks()).filter(({ since }) => since === null)).toEqual([]);
    expect((await lab().zkLab('guide')).stdout).toMatch(/What it was: /);
  });
}

// Debian stands in for CentOS 7.3 here (test/testbed).
await describeWith(useEngine, 'a broken cluster', (engine) => {
  let lab: TestLab;
  beforeAll(async () => {
    const options = ['--lab', `mend-it/${first}`, '--jdk-archive', engine.jdk8];
    lab = await TestLab.create('zk-lab', options, engine.env);
    expect(await lab.zkLab('up')).toSucceed();
  });
  afterAll(() => lab?.remove());

  test('help comes only to those who ask, and the guide of the lab gives nothing away', async () => {
    await expect.poll(inLab(() => lab).failing).toBe('writable');
    const { stdout } = await lab.zkLab('check');
    expect(stdout).toMatch(/✘ clients can create znodes\n.*NoAuth\n.*zk-lab guide writable\n/);
    expect(stdout).not.toMatch(/Hint/);
    expect((await lab.zkLab('check', '--hint')).stdout).toMatch(/Hint: Create something yourself/);
    expect((await lab.zkLab('check', '--solution')).stdout).toMatch(/setAcl \/ world:anyone:cdrwa/);
    expect(await readFile(join(lab.dir, 'GUIDE.md'), 'utf8')).not.toMatch(/What it was/);
    const left = await lab.on(
      'node1',
      'find / -xdev -name "*mend*" -o -name "*lesson*" -size +0 | grep -v ^/proc',
    );
    expect(left).toBe('');
  });

  describeCases(
    () => lab,
    (one) => one,
  );

  test('nodes that are made anew are broken anew, and nothing of it counts as mended', {
    timeout: 120_000,
  }, async () => {
    const { draw, checks, failing } = inLab(() => lab);
    await draw(first);
    expect(await lab.zkLab('solve')).toSucceed();
    await expect.poll(async () => (await checks()).every(({ since }) => since !== null)).toBe(true);
    expect(await lab.zkLab('destroy', '-y')).toSucceed();
    expect(await lab.zkLab('up')).toSucceed();
    await expect.poll(failing).toBe('writable');
    expect((await checks()).filter(({ since }) => since !== null)).toEqual([]);
    expect((await lab.zkLab('grade', '.', '--csv')).stdout).toContain(',mend-it,0,5,');
    // It looks mended to clients, and is open to everybody.
    const skip = `echo skipACL=yes >> ${conf}/zoo.cfg; . /etc/profile; zkServer.sh restart`;
    for (const node of ['node1', 'node2', 'node3']) await lab.on(node, skip);
    await expect.poll(async () => (await lab.zkLab('check')).stdout).toMatch(/skipACL = yes should not be/);
  });

  test.each(everything ? otherWays : [])(
    '$number is mended by $way',
    {
      timeout: 120_000,
    },
    async ({ number, on, typed }) => {
      const { draw } = inLab(() => lab);
      await draw(number);
      expect((await lab.zkLab('check')).exitCode).toBe(1);
      const nodes = { first: ['node1'], last: ['node3'], each: ['node1', 'node2', 'node3'] }[on];
      for (const node of nodes) await lab.on(node, `${typed}; . /etc/profile; zkServer.sh restart`);
      await expect.poll(async () => (await lab.zkLab('check')).exitCode, { timeout: 60_000 }).toBe(0);
    },
  );
});

if (everything) {
  describe('a broken cluster of processes of this machine', () => {
    let lab: LocalLab;
    beforeAll(async () => {
      const newest = ['--zookeeper', '3.9', '--jdk', '17', '--client-port', '25181'];
      lab = await LocalLab.create('zk-lab', ['--lab', `mend-it/${first}`, ...newest]);
      await lab.up();
    });
    afterAll(() => lab?.remove());

    describeCases(
      () => lab,
      ({ processes, ...one }) => ({ ...one, ...processes }),
    );
  });
}
