import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LabEvent } from '../../../model/events.js';
import type { Lab } from '../../../model/lab.js';
import type { PartialSpec } from '../../../model/spec.js';
import type { Holding, NodeHandle, Provider, Whereabouts } from '../../../providers/contract.js';
import { keepingOutput } from '../../../providers/kept-output.js';
import { type LogPart, logCommand, logPathCommand } from '../../../software/zookeeper/server-log.js';
import { serverState } from '../../../software/zookeeper/server-state.js';
import { create } from '../../../verbs/create.js';
import { pageToKill } from './killed-page.js';
import { TerminalScreen } from './terminal-screen.js';

/** What a provider's engine needs to be tested. */
export interface Conforming {
  readonly provider: Provider;
  /** Variables that lead to the engine. */
  readonly env?: Readonly<Record<string, string>>;
  /** The lab's specification: what the engine's stand-ins ask for. */
  readonly spec?: PartialSpec;
  /** What the specification of another lab is to say besides. */
  readonly other?: PartialSpec;
  /** Where on its engine the lab is to be, if it has several clusters. */
  readonly where?: Whereabouts;
  /** Milliseconds that the first `up` may take. */
  readonly patience?: number;
}

const shell = (line: string): string[] => ['sh', '-c', line];

/** What every provider promises (providers/contract.ts), looked at on a real engine. A new provider is right when it passes. */
export function conformance({
  provider,
  env = {},
  spec = {},
  other: otherSpec = { clientPort: 26_181, network: '10.213.0.0/24' },
  where = {},
  patience = 180_000,
}: Conforming): void {
  describe(`the contract of a provider, as ${provider.name} keeps it`, () => {
    let parent = '';
    let lab: Lab;
    /** What was so before the first up. */
    let untouched: { holding: Holding; running: Record<string, boolean> };
    let other: Lab;
    const before = { ...process.env };
    const events: LabEvent[] = [];
    const context = {
      signal: new AbortController().signal,
      emit: (event: LabEvent) => void events.push(event),
    };
    const handle = (index: number): NodeHandle => {
      const node = lab.nodes[index];
      if (!node) throw new Error(`no node ${index}`);
      return provider.node(lab, node);
    };
    const running = async () =>
      Object.fromEntries((await provider.states(lab)).map(({ name, running }) => [name, running]));
    const serves = (index: number) => async () => (await serverState(handle(index).address)).serving;
    /** Runs a program and gathers what it says. */
    async function say(index: number, command: readonly string[], signal?: AbortSignal) {
      const { options, said } = keepingOutput(signal);
      const status = await handle(index).exec(command, options);
      return { status, stdout: said.stdout, stderr: said.stderr };
    }

    async function make(name: string, typed: PartialSpec): Promise<Lab> {
      const input = {
        directory: join(parent, name),
        fetch: provider.name !== 'local',
        force: false,
        dryRun: false,
      };
      return (await create({ ...input, typed: { ...spec, ...typed } }, context)).lab;
    }

    beforeAll(async () => {
      Object.assign(process.env, env);
      parent = await mkdtemp(join(tmpdir(), 'zk-lab-conformance-'));
      process.env.XDG_STATE_HOME = join(parent, 'state');
      lab = await make('here', {});
      other = await make('elsewhere', otherSpec);
      untouched = { holding: await provider.holds(lab), running: await running() };
      await provider.settle(lab, where, context);
    });
    // Every test finds all of it up, whatever was done before.
    beforeEach(async () => {
      if (Object.values(await running()).every(Boolean)) return;
      await provider.up(lab, lab.nodes, context);
      for (const index of lab.nodes.keys()) await expect.poll(serves(index)).toBe(true);
    }, patience);
    afterAll(async () => {
      await provider.destroy(lab, context);
      await rm(parent, { recursive: true, force: true });
      process.env = before;
    });

    test('says what its nodes have, and that it can be used', async () => {
      expect(provider.capabilities.stages.at(-1)).toBe('cluster');
      expect(await provider.available()).toMatchObject({ ok: true, detail: expect.stringMatching(/./) });
      const [first] = await provider.diagnose(lab);
      expect(first).toMatchObject({ level: 'ok', title: expect.stringMatching(/./) });
    });

    test('names every port of this machine that it takes', () => {
      const ports = provider.ports(lab);
      // Machines that are there already have ports of their own.
      const own = provider.capabilities.given ? [] : lab.nodes.map(({ clientPort }) => clientPort);
      expect(ports).toEqual(expect.arrayContaining(own));
      expect(new Set(ports).size).toBe(ports.length);
    });

    test('holds nothing of a lab before it was up; then that one and no other', async () => {
      expect(untouched.holding).toEqual({ holds: false });
      expect(Object.values(untouched.running)).toEqual(lab.nodes.map(() => false));
      expect(Object.values(await running())).toEqual(lab.nodes.map(() => true));
      expect(await provider.holds(lab)).toMatchObject({ holds: true });
      expect(await provider.holds(other)).toEqual({ holds: false });
      expect(events.filter(({ type }) => type === 'step').length).toBeGreaterThan(0);
    });

    test('up again changes nothing', async () => {
      const zxid = (await serverState(handle(0).address)).zxid;
      await provider.up(lab, lab.nodes, context);
      expect((await serverState(handle(0).address)).zxid).toBe(zxid);
    });

    test('runs a program: its status, its two outputs, its words as they were given', async () => {
      expect(await say(0, shell('echo out; echo err >&2; exit 7'))).toEqual({
        status: 7,
        stdout: 'out\n',
        stderr: 'err\n',
      });
      const words = ['a b', "it's", '"quoted"', '$HOME', '你好', '*', '', 'a;b|c&d', '\\'];
      expect(await say(1, ['printf', '<%s>\n', ...words])).toMatchObject({
        status: 0,
        stdout: words.map((word) => `<${word}>\n`).join(''),
      });
      const told = expect.stringContaining('no-such-program');
      const absent = await say(0, ['no-such-program']);
      expect({ ...absent, told: absent.stdout + absent.stderr }).toMatchObject({ status: 127, told });
      expect(await say(0, ['/tmp'])).toMatchObject({ status: 126 });
    });

    test('runs each program on the node that was meant', async () => {
      const names = await Promise.all(
        lab.nodes.map((_, index) => say(index, shell(`cat ${handle(index).finished().dataDir}/myid`))),
      );
      expect(names.map(({ stdout }) => stdout.trim())).toEqual(lab.nodes.map(({ id }) => String(id)));
    });

    test('knows where each node logs, whoever starts its server and from where', async () => {
      const { log, home, javaHome } = handle(1).layout;
      const where = async () => (await say(1, logPathCommand(log))).stdout.trim();
      const text = async (part: Partial<LogPart> = {}) =>
        (await say(1, logCommand(log, { tail: 1_000, all: false, ...part }))).stdout;
      const usual = await where();
      expect(await text()).toMatch(/Reading configuration from/);
      // This very test asks servers how they are.
      expect(await text({ all: true })).toMatch(/Processing srvr command/);
      // What nodes ask each other while they come up may be anybody's question.
      const askers = Array.from(
        (await text()).matchAll(/Processing srvr command from \/(\S+):\d/g),
        ([, from]) => from,
      );
      const addresses = lab.nodes.map(({ address }) => address);
      expect(askers.filter((from) => !addresses.includes(String(from)))).toEqual([]);

      const { zooCfg } = handle(1).finished();
      const elsewhere = (await say(1, ['mktemp', '-d'])).stdout.trim();
      // The settings of a shell that knows nothing of the lab's own, but for the Java.
      const start = [
        `cp -r ${home}/bin/../lib ${home}/bin/../*.jar ${elsewhere}/ 2>/dev/null; cd ${elsewhere}; mkdir bin conf out`,
        `cp ${home}/bin/*.sh bin; cp ${home}/conf/log* conf; cd out`,
        `ZOO_LOG_DIR=${elsewhere}/out ZOOCFGDIR=${elsewhere}/conf JAVA_HOME=${javaHome} ${elsewhere}/bin/zkServer.sh start ${zooCfg.file}`,
      ].join('; ');
      const stop = `JAVA_HOME=${javaHome} ${home}/bin/zkServer.sh stop`;
      await say(1, shell(stop));
      expect(await where()).toBe(usual);
      await say(1, shell(start));
      await expect.poll(where).toMatch(new RegExp(`^${elsewhere}/out/zookeeper.*[.]out$`));
      await expect.poll(() => text()).toMatch(/Reading configuration from/);
      await expect.poll(serves(1)).toBe(true);
      await say(1, shell(stop));
      await say(1, shell(`JAVA_HOME=${javaHome} ${home}/bin/zkServer.sh start`));
      await expect.poll(serves(1)).toBe(true);
      await say(1, ['rm', '-r', elsewhere]);
      expect(await where()).toBe(usual);
    });

    test('a signal ends a program, and what it has started', async () => {
      // So long that nobody else sleeps as long; the pattern is written so that it does not find itself.
      const find = `for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline 2>/dev/null | grep -q '^sleep 3153600[2] ' && echo here; done; true`;
      const sleepers = async () => (await say(0, shell(find))).stdout.trim();
      const ending = new AbortController();
      const ended = say(0, shell('echo ready; sleep 31536002; exit 3'), ending.signal).catch(() => {});
      await expect.poll(sleepers).toBe('here');
      ending.abort();
      await ended;
      await expect.poll(sleepers).toBe('');
    });

    test('knows where things are', async () => {
      const { home, javaHome, connectString } = handle(0).layout;
      const { zooCfg, dataDir } = handle(0).finished();
      expect(
        await say(
          0,
          shell(`ls ${home}/bin/zkServer.sh ${javaHome}/bin/java ${zooCfg.file} && ls -d ${dataDir}`),
        ),
      ).toMatchObject({ status: 0, stderr: '' });
      expect((await say(0, ['cat', zooCfg.file])).stdout).toBe(zooCfg.text);
      const ask = `JAVA_HOME=${javaHome} ${home}/bin/zkCli.sh -server ${connectString} ls /`;
      expect((await say(1, shell(`${ask} 2>&1`))).stdout).toContain('[zookeeper]');
    });

    describe('a terminal on a node', () => {
      test('is a real one: a size, which follows, and a program that knows it', async () => {
        const screen = await TerminalScreen.open(handle(0), [], { rows: 30, columns: 90 });
        screen.type('stty size\r');
        await screen.shows(/^30 90/m);
        await screen.resize({ rows: 41, columns: 133 });
        screen.type('stty size\r');
        await screen.shows(/^41 133/m);
        screen.type('test -t 0 && test -t 1 && echo it is a $TERM\r');
        await screen.shows(/it is a xterm-256color/);
        screen.type('exit 5\r');
        expect(await screen.exit).toBe(5);
      });

      test('shows Chinese, colours and what a full-screen program draws', async () => {
        const screen = await TerminalScreen.open(handle(0), [], { rows: 24, columns: 80 });
        screen.type('echo 你好，世界\r');
        await screen.shows(/^你好，世界$/m);
        screen.type("printf '\\033[2J\\033[5;10Hhere\\n'\r");
        await screen.shows(/^ {9}here$/m);
        screen.type('\x04');
        expect(await screen.exit).toBe(0);
      });

      test('takes a program instead of a shell, and Ctrl-C reaches it', async () => {
        const screen = await TerminalScreen.open(
          handle(1),
          shell('trap "echo caught; exit 3" INT; echo ready; while :; do sleep 0.1; done'),
          { rows: 24, columns: 80 },
        );
        await screen.shows(/ready/);
        screen.type('\x03');
        await screen.shows(/caught/);
        expect(await screen.exit).toBe(3);
      });

      test('ends its program when nobody looks any more', async () => {
        // So long that nobody else sleeps as long; the pattern is written so that it does not find itself.
        const find = `for p in /proc/[0-9]*; do tr '\\0' ' ' <$p/cmdline 2>/dev/null | grep -q '^sleep 3153600[1] ' && echo here; done; true`;
        const sleepers = async () => (await say(0, shell(find))).stdout.trim();
        const screen = await TerminalScreen.open(handle(0), shell('echo ready; exec sleep 31536001'), {
          rows: 24,
          columns: 80,
        });
        await screen.shows(/ready/);
        await expect.poll(sleepers).toBe('here');
        screen.hangUp();
        await expect.poll(sleepers).toBe('');
      });
    });

    test('what a page has begun on nodes ends with it, even if it is killed', async () => {
      // The patterns are written so that they do not find themselves.
      const find = `for p in /proc/[0-9]*; do line=$(tr '\\0\\n' '  ' <$p/cmdline 2>/dev/null)
        case $line in
          'sleep 3153600'[3]' ') echo terminal ;;
          'bash -c '*'follow_lo'[g]' '*) echo log ;;
          'tail --pid='*' -F '*) echo tail ;;
        esac
      done | sort -u`;
      const begun = async () => (await say(0, ['bash', '-c', find])).stdout.trim().split('\n');
      const idle = await begun();
      const page = await pageToKill(lab.dir, provider.name);
      page.say({ type: 'logs' });
      page.say({ type: 'open', node: 'node1', size: { rows: 24, columns: 80 } });
      await page.told('opened');
      page.say({ type: 'view', terminal: 1 });
      page.say({ type: 'type', terminal: 1, data: 'sleep 31536003\n' });
      await expect
        .poll(begun)
        .toEqual([...new Set([...idle, 'log', 'tail', 'terminal'])].filter(Boolean).sort());
      await page.kill();
      await expect.poll(begun).toEqual(idle);
    });

    test('stops one node and no other, and brings it back with its data', async () => {
      const node = lab.nodes[2];
      if (!node) throw new Error('no third node');
      await provider.down(lab, [node], context);
      expect(await running()).toEqual({ node1: true, node2: true, node3: false });
      expect(await provider.holds(lab)).toMatchObject({ holds: true });
      const { home, javaHome, connectString } = handle(0).layout;
      // zkCli.sh of 3.4 and 3.9 alike gives up at the first server that does not run.
      const [own] = connectString.split(',');
      const cli = (words: string) =>
        `JAVA_HOME=${javaHome} ${home}/bin/zkCli.sh -server ${own} ${words} 2>&1`;
      for (const index of [0, 1]) await expect.poll(serves(index)).toBe(true);
      expect((await say(0, shell(cli('create /kept yes')))).stdout).toContain('Created /kept');
      await provider.up(lab, [node], context);
      await expect.poll(serves(2)).toBe(true);
      expect((await say(2, shell(cli('get /kept')))).stdout).toContain('yes');
    });

    test('a program on a node that does not run: told, with what to type', async () => {
      const node = lab.nodes[2];
      if (!node || provider.capabilities.machine === 'shared') return;
      await provider.down(lab, [node], context);
      await expect(say(2, ['true'])).rejects.toThrow(/node3.*zk-lab up/);
    });

    test('removes everything, and a second time finds nothing to remove', async () => {
      await provider.destroy(lab, context);
      expect(await provider.holds(lab)).toEqual({ holds: false });
      expect(Object.values(await running())).toEqual(lab.nodes.map(() => false));
      await provider.destroy(lab, context);
    });
  });
}
