import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import type { Unavailable } from '../testbed/available.js';
import { type Lane, startLane } from '../testbed/lane.js';
import { describeWith, useLane } from '../testbed/use-engine.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const testbed = path.join(root, 'test/testbed');

/** A file that builds an image, and joins containers on 192.168.252.0/24. */
const file = 'test/e2e/testbed.test.ts';
const container = 'zk-lab-testbed-echo-1';

/** What a run could change, a line each. Counters and what changes by itself are left out. */
const network = `
  ip -brief link | awk '{ print $1, $3 }'
  ip -oneline -4 address
  ip route show table all
  iptables-save | sed 's/ \\[[0-9:]*\\]$//; /^#/d'
  sysctl --all --pattern '^net\\.' 2>/dev/null | grep -v '^net\\.netfilter\\.nf_conntrack_count'
  ls -A /run /run/netns 2>&1
  ls -A /etc/docker /opt/containerd
  cat /proc/mounts
  docker ps --all --no-trunc --format '{{.ID}} {{.Names}} {{.Ports}}' ; docker inspect --format '{{.State.StartedAt}}' mine
  docker network ls --no-trunc
  curl --silent http://127.0.0.1:8000/mine
`;
/** No pipe: the far half of one is "bash" in the list until it has become what it runs. */
const processes = 'list=$(ps -e -o comm= --sort comm); echo "$list"';

/** A lane stands in for the machine. Its own Docker is a second engine, with docker0 and a container that serves a file. */
const useMachine = async (): Promise<Lane | Unavailable> => {
  const lane = useLane('');
  return lane.available ? startLane() : lane;
};

await describeWith(useMachine, 'a machine with a Docker of its own', (machine) => {
  const its = path.join(machine.state, 'its-own');
  let before: { network: string; processes: string };

  /** A command on that machine. Nothing of this test's own run is known there. */
  const on = (...command: string[]) =>
    execa(machine.enter, command, {
      cwd: root,
      env: Object.fromEntries(
        Object.keys(process.env).flatMap((name) => (/^VITEST/.test(name) ? [[name, undefined]] : [])),
      ),
      stdin: 'ignore',
      reject: false,
      all: true,
    });
  let run: ReturnType<typeof on> | undefined;
  const shell = async (lines: string): Promise<string> =>
    (await on('bash', '-c', `. ${its}/env; ${lines}`)).stdout;

  beforeAll(async () => {
    const up = await on(path.join(testbed, 'engine.sh'), 'up', its);
    if (up.failed) throw new Error(up.all);
    await shell(`docker network create mine
      docker run --detach --name mine --publish 127.0.0.1:8000:80 --network mine debian:13 sleep infinity`);
    // The kernel takes seconds to find that nobody else has an address.
    await vi.waitUntil(async () => (await shell('ip -6 address show tentative')) === '', { timeout: 60_000 });
    before = { network: await shell(network), processes: await shell(processes) };
    expect(before.network).toMatch(/^docker0 /m);
    expect(before.network).toMatch(/MASQUERADE/);
    expect(before.network).toMatch(/ mine 127\.0\.0\.1:8000->80\/tcp$/m);
    expect(before.network).toMatch(/^net\.ipv4\.ip_forward = 1$/m);
  });
  afterEach(() => {
    run?.kill();
  });
  afterAll(() => machine.end());

  /** Starts end-to-end tests there, and resolves when containers of theirs run. */
  async function tests(): Promise<void> {
    const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
    const started = on('node', vitest, 'run', '--project', 'e2e', file);
    run = started;
    let printed = '';
    started.all.on('data', (text) => {
      printed += text;
    });
    const socket = () => /engine ready: \. (\S+)\/env/.exec(printed)?.[1];
    await expect.poll(socket).toBeDefined();
    const names = async () =>
      (await execa('docker', ['-H', `unix://${socket()}/docker.sock`, 'ps', '--format', '{{.Names}}']))
        .stdout;
    await expect.poll(names).toContain(container);
  }

  test('is the same while end-to-end tests run, and after them', async () => {
    await tests();
    expect(await shell(network)).toBe(before.network);
    const finished = await run;
    expect(finished?.all).toMatch(/Tests .*4 passed/);
    expect(await shell(network)).toBe(before.network);
    await expect.poll(() => shell(processes)).toBe(before.processes);
  });

  test('is the same after a run that was killed', async () => {
    await tests();
    run?.kill('SIGKILL');
    await expect.poll(() => shell(processes)).toBe(before.processes);
    expect(await shell(network)).toBe(before.network);
  });

  test('is rid of a lane whose holder was killed, its folder with the next start', async () => {
    const holder = on(path.join(testbed, 'lane.sh'), 'hold');
    let state = '';
    holder.all.on('data', (text) => {
      state += text;
    });
    await expect.poll(() => state).toMatch(/^ready .*\n$/);
    state = state.slice('ready '.length).trim();
    const inside = on(
      path.join(state, 'enter'),
      'sh',
      '-c',
      'ip link add bridge type bridge; exec sleep 1000',
    );
    await expect.poll(() => shell(processes)).toContain('sleep\nsleep');

    holder.kill('SIGKILL');
    await Promise.all([holder, inside]);
    await expect.poll(() => shell(processes)).toBe(before.processes);
    expect(await shell(network)).toBe(before.network);
    expect(existsSync(state)).toBe(true);
    await on(path.join(testbed, 'lane.sh'), 'run', 'true');
    expect(existsSync(state)).toBe(false);
  });
});
