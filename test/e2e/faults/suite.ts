import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import type { Fault, FaultVerb } from '../../../faults/fault.js';
import { textOf } from '../../../messages/index.js';
import type { Context, LabEvent } from '../../../model/events.js';
import type { Lab } from '../../../model/lab.js';
import type { PartialSpec } from '../../../model/spec.js';
import type { Provider, Whereabouts } from '../../../providers/contract.js';
import { keepingOutput } from '../../../providers/kept-output.js';
import { check } from '../../../verbs/check.js';
import { create } from '../../../verbs/create.js';
import { down } from '../../../verbs/down.js';
import { fault, faultsOf, heal } from '../../../verbs/fault.js';
import { type LabStatus, statusOn } from '../../../verbs/status.js';
import { up } from '../../../verbs/up.js';
import { zkcli } from '../../../verbs/zkcli.js';

/** What a provider's engine needs to be tested. */
export interface Faulty {
  readonly provider: Provider;
  /** Variables that lead to the engine. */
  readonly env?: Readonly<Record<string, string>>;
  readonly spec?: PartialSpec;
  /** Where on its engine the lab is to be, if it has several clusters. */
  readonly where?: Whereabouts;
  /** What this engine's stand-ins cannot, although real ones can, and what is said then. */
  readonly refused?: readonly (readonly [FaultVerb, readonly string[], RegExp])[];
  /** What takes a kernel with netem, which not every one has. */
  readonly netem?: readonly FaultVerb[];
  /** Milliseconds of a fault that ends by itself, in which one can look several times. */
  readonly moment?: number;
  /** What must not be there once no fault is: a word for each thing that is. */
  remnants(lab: Lab): Promise<readonly string[]>;
}

/** What is seen of a lab's servers: 'leader', 'looking', 'none', …, by name. */
const seen = ({ nodes }: LabStatus): Record<string, string> =>
  Object.fromEntries(nodes.map(({ name, mode, condition }) => [name, mode ?? condition]));

/** What every provider does to its nodes, and undoes, as clients and `status` see it. */
export function faults({
  provider,
  env = {},
  spec = {},
  where = {},
  refused = [],
  netem = ['slow'],
  moment = 6_000,
  remnants,
}: Faulty): void {
  describe(`faults on nodes of ${provider.name}`, () => {
    let parent = '';
    let lab: Lab;
    let events: LabEvent[] = [];
    const before = { ...process.env };
    const context: Context = {
      signal: new AbortController().signal,
      emit: (event) => void events.push(event),
    };
    const options = { provider: provider.name };
    const can = (verb: FaultVerb): boolean => provider.capabilities.faults[verb] === true;
    const status = () => statusOn(lab, provider);
    const modes = async () => seen(await status());
    const rolesOf = async (names: readonly string[]) => {
      const now = await modes();
      return names.map((name) => now[name]);
    };
    const inForce = async (): Promise<Fault[]> =>
      (await status()).faults.map(({ id: _, until: __, ...each }) => each as Fault);
    const put = (verb: FaultVerb, words: readonly string[], lasting?: number) =>
      fault(lab, { ...options, verb, words, lasting }, context);
    const mend = (...nodes: string[]) => heal(lab, { ...options, nodes }, context);
    const notes = (): string =>
      events.map((event) => (event.type === 'note' ? textOf(event.text) : '')).join('\n');
    const on = async (name: string, line: string): Promise<string> => {
      const node = lab.nodes.find((each) => each.name === name);
      if (!node) throw new Error(`no ${name}`);
      const { options, said } = keepingOutput();
      await provider.node(lab, node).exec(['bash', '-c', line], options);
      return said.stdout;
    };
    const zkcliSays = async (...command: string[]): Promise<[status: number, answer: string]> => {
      let said = '';
      const { signal } = context;
      const status = await zkcli(lab, command, { ...options, signal }, ({ answer }) => {
        said += answer;
      });
      return [status, said.trim()];
    };
    const serveAll = async (): Promise<void> => {
      await expect
        .poll(async () => Object.values(await modes()).sort())
        .toEqual(['follower', 'follower', 'leader']);
    };
    /** Who leads, and the two others. */
    async function roles(): Promise<{ leader: string; others: [string, string] }> {
      const { leader } = await status();
      const [one = '', two = ''] = lab.nodes.map(({ name }) => name).filter((name) => name !== leader);
      return { leader: leader ?? '', others: [one, two] };
    }
    async function nothingIsLeft(): Promise<void> {
      expect(await faultsOf(lab, options)).toEqual({
        faults: [],
        found: [],
        unseen: [],
        storms: [],
        unasked: '',
      });
      await expect.poll(() => remnants(lab)).toEqual([]);
    }

    beforeAll(async () => {
      Object.assign(process.env, env);
      parent = await mkdtemp(join(tmpdir(), 'zk-lab-faults-'));
      process.env.XDG_STATE_HOME = join(parent, 'state');
      const input = { fetch: provider.name !== 'local', force: false, dryRun: false };
      ({ lab } = await create({ ...input, directory: join(parent, 'lab'), typed: spec }, context));
      await up(lab, { ...options, where }, context);
    });
    beforeEach(async () => {
      // What one test leaves is no matter of the next.
      await mend();
      if (Object.values(await modes()).includes('none')) await up(lab, options, context);
      await serveAll();
      events = [];
    });
    afterAll(async () => {
      await provider.destroy(lab, context);
      expect(await remnants(lab)).toEqual([]);
      await rm(parent, { recursive: true, force: true });
      process.env = before;
    });

    test('what cannot be done is refused with the reason, before anything happens', async () => {
      for (const [verb, possible] of Object.entries(provider.capabilities.faults)) {
        if (possible === true) continue;
        const values: Record<string, string[]> = {
          slow: ['200ms'],
          lose: ['10%'],
          rate: ['100kbit'],
          clock: ['+90s'],
        };
        const value = values[verb] ?? [];
        await expect(put(verb as FaultVerb, ['node1', ...value])).rejects.toThrow(textOf(possible));
      }
      for (const [verb, words, reason] of refused) await expect(put(verb, words)).rejects.toThrow(reason);
      await expect(put('cut', ['node1,node9'])).rejects.toThrow(/node9/);
      await nothingIsLeft();
    });

    test.runIf(can('cut'))(
      'a leader that is cut off refuses, reached by its clients all the same; the others elect another',
      async () => {
        const { leader, others } = await roles();
        await put('cut', [leader]);
        // The one that is cut off still says that it leads.
        expect(await zkcliSays('create', '/cut', 'here')).toEqual([0, 'Created /cut']);
        expect(await inForce()).toEqual([{ verb: 'cut', sides: [[leader], others] }]);
        await expect
          .poll(() => rolesOf([leader, ...others]))
          .toEqual(['looking', expect.stringMatching('er$'), expect.stringMatching('er$')]);
        await expect.poll(async () => (await rolesOf(others)).sort()).toEqual(['follower', 'leader']);

        // Nothing on the nodes is wrong, and nothing typed there helps.
        const { next } = await check(lab, options, context);
        expect(next).toMatchObject({ type: 'zk-lab fault heal', where: 'host' });

        // Up tells, does not wait for who cannot serve, and undoes nothing.
        await up(lab, options, context);
        expect(notes()).toMatch(new RegExp(`stays: cut: ${leader} .*\n.*Not waited for.*: ${leader}`));
        expect(await modes()).toMatchObject({ [leader]: 'looking' });

        expect((await mend(leader)).ended).toHaveLength(1);
        await nothingIsLeft();
        await serveAll();
      },
    );

    test('zk-lab killed in the middle: heal undoes what there is', async () => {
      const { leader } = await roles();
      const verb = can('cut') ? 'cut' : 'pause';
      const child = execa('node', [inject('testbed').cli, 'fault', verb, leader], {
        cwd: lab.dir,
        reject: false,
      });
      await new Promise<void>((resolve) => {
        child.stderr.on('data', (text: Buffer) => String(text).includes('Putting') && resolve());
        child.once('exit', () => resolve());
      });
      child.kill('SIGKILL');
      await child;
      // A busy engine may yet make what it was asked for by who is no more.
      await expect
        .poll(async () => {
          await mend();
          return remnants(lab);
        })
        .toEqual([]);
      await nothingIsLeft();
      await serveAll();

      // What heal has begun is done without it, too: nobody could tell any more that this server was ended by a fault.
      await put('stop', [leader]);
      const healing = execa('node', [inject('testbed').cli, 'fault', 'heal'], {
        cwd: lab.dir,
        reject: false,
      });
      await expect.poll(inForce, { interval: 5 }).toEqual([]);
      healing.kill('SIGKILL');
      await healing;
      await serveAll();
    });

    test('down and up leave nothing of a fault', async () => {
      const { leader, others } = await roles();
      if (can('cut')) await put('cut', [leader]);
      await put('pause', [others[0]]);
      await put('kill', [others[1]]);
      await down(lab, options, context);
      await up(lab, options, context);
      await serveAll();
      await nothingIsLeft();
    });

    test.runIf(can('cut'))('a cut that was to last a while ends by itself', async () => {
      const { others } = await roles();
      await put('cut', [others.join('/')], moment);
      const [{ until = '' } = {}] = (await status()).faults;
      expect(Date.parse(until) - Date.now()).toBeLessThanOrEqual(moment);
      await expect.poll(inForce).toEqual([]);
      await nothingIsLeft();
    });

    test('a server that is killed is gone for as long as was said, and comes back', async () => {
      const { others } = await roles();
      await put('kill', [others[0]], moment);
      expect(await inForce()).toEqual([{ verb: 'kill', node: others[0] }]);
      expect(await modes()).toMatchObject({ [others[0]]: 'none', [others[1]]: 'follower' });
      await expect(put('pause', [others[0]])).rejects.toThrow(/kind already/);
      await serveAll();
      await nothingIsLeft();
    });

    test('a server that is stopped stays so through `up`; heal starts it, and not the one that its owner has stopped', async () => {
      const { leader, others } = await roles();
      const { home, javaHome } = provider.node(lab, lab.nodes[0] as Lab['nodes'][number]).layout;
      await put('stop', [others[0]]);
      await up(lab, options, context);
      expect(await modes()).toMatchObject({ [others[0]]: 'none', [leader]: 'leader' });
      await on(others[1], `JAVA_HOME=${javaHome} ${home}/bin/zkServer.sh stop`);
      await mend();
      await expect
        .poll(async () => (await rolesOf([leader, others[0]])).sort())
        .toEqual(['follower', 'leader']);
      expect(await rolesOf([others[1]])).toEqual(['none']);
      await nothingIsLeft();
      await up(lab, options, context);
      await serveAll();
    });

    test('a leader that is frozen does not answer, and the others go on with another', async () => {
      const { leader, others } = await roles();
      await put('pause', [leader]);
      await expect.poll(async () => (await rolesOf(others)).sort()).toEqual(['follower', 'leader']);
      expect(await rolesOf([leader])).toEqual(['silent']);
      await up(lab, options, context);
      expect(await modes()).toMatchObject({ [leader]: 'silent' });
      await mend(others[0]);
      expect(await inForce()).toEqual([{ verb: 'pause', node: leader }]);
      await mend(leader);
      await serveAll();
      await nothingIsLeft();
    });

    test.runIf(can('lose'))(
      'what a node sends is spoilt in several ways at once, each undone on its own or with all',
      async () => {
        const wanted: [FaultVerb, string][] = [
          ['slow', '20ms'],
          ['lose', '1%'],
          ['rate', '4mbit'],
        ];
        const done: string[] = [];
        for (const [verb, value] of wanted.filter(([verb]) => can(verb))) {
          try {
            await put(verb, ['node1', value]);
            done.push(verb);
          } catch (error) {
            expect((error as Error).message).toMatch(/netem/);
            expect(netem).toContain(verb);
          }
        }
        expect((await inForce()).map(({ verb }) => verb).sort()).toEqual(done.sort());
        await put('lose', ['node1', '2%'], moment);
        const only = (verb: string) => done.filter((each) => each !== verb).sort();
        expect(await inForce()).toContainEqual({ verb: 'lose', node: 'node1', percent: 2 });
        await expect.poll(async () => (await inForce()).map(({ verb }) => verb).sort()).toEqual(only('lose'));
        await serveAll();
        await mend();
        await nothingIsLeft();
      },
    );
  });
}
