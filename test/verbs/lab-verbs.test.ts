import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { textOf } from '../../messages/index.js';
import type { LabEvent } from '../../model/events.js';
import type { PartialSpec } from '../../model/spec.js';
import type { Provider } from '../../providers/contract.js';
import { noClient } from '../../software/zookeeper/client.js';
import { isPortFree } from '../../system/ports.js';
import { chooseProvider } from '../../verbs/choose-provider.js';
import { destroy } from '../../verbs/destroy.js';
import { down } from '../../verbs/down.js';
import { guide } from '../../verbs/guide.js';
import { takenNetwork, takenPorts } from '../../verbs/preconditions.js';
import { reset } from '../../verbs/reset.js';
import { status } from '../../verbs/status.js';
import { up } from '../../verbs/up.js';
import { zkcli } from '../../verbs/zkcli.js';
import { FakeProvider, fakeServer, labOf } from './fake-provider.js';

// The engines alone are fakes: which of them is asked, and in which order, is the code's own doing.
const fakes = vi.hoisted(() => ({}) as Record<'docker' | 'vagrant' | 'local', Provider>);
vi.mock('../../providers/docker/index.js', () => ({
  get docker() {
    return fakes.docker;
  },
}));
vi.mock('../../providers/vagrant/index.js', () => ({
  get vagrant() {
    return fakes.vagrant;
  },
}));
vi.mock('../../providers/local/index.js', () => ({
  get local() {
    return fakes.local;
  },
}));

let docker: FakeProvider;
let local: FakeProvider;
let steps: string[];
let state: string;

const context = () => ({
  signal: new AbortController().signal,
  emit(event: LabEvent) {
    if (event.type === 'step') steps.push(textOf(event.title));
    if (event.type === 'waiting') steps.push(`waiting for ${event.nodes.join(', ')}: ${event.until}`);
    if (event.type === 'ready') steps.push(`ready: ${event.node}`);
  },
});

/** Ports far from those of a lab that this machine may run, and below those that systems hand out by themselves. */
const somewhere = { clientPort: 17_181, sshPort: 27_181 } as const;

beforeEach(() => {
  docker = new FakeProvider('docker');
  local = new FakeProvider('local');
  const vagrant = new FakeProvider('vagrant');
  vagrant.availability = { ok: false, reason: 'no vagrant', remedy: 'install it' };
  Object.assign(fakes, { docker, vagrant, local });
  steps = [];
  state = mkdtempSync(join(tmpdir(), 'zk-lab-verbs-'));
  vi.stubEnv('XDG_STATE_HOME', state);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(state, { recursive: true });
});

test('down says which faults end with the nodes that stop', async () => {
  const lab = labOf(somewhere);
  docker.held = true;
  const slow = { verb: 'slow', node: 'node1', milliseconds: 200, id: 'b' } as const;
  docker.present = [{ verb: 'cut', sides: [['node1'], ['node2', 'node3']], id: 'a' }, slow];
  docker.down = async () => {
    docker.present = [slow];
  };
  const notes: string[] = [];
  const emit = (event: LabEvent) => {
    if (event.type === 'note') notes.push(textOf(event.text));
  };
  await down(lab, { nodes: ['node2'] }, { ...context(), emit });
  expect(notes).toEqual(['A fault that was in force has ended with it: cut: node1 | node2, node3']);
});

test('what stands at the end of a guide is had without a look at the nodes', async () => {
  const lab = labOf({ until: 'zookeeper', ...somewhere });
  docker.held = true;
  const page = await guide(lab, { step: null }, context());
  expect(page).toMatchObject({ step: null, held: true, markdown: expect.stringContaining('## ') });
  expect(docker.calls).toEqual([]);
});

describe('reset that does not end', () => {
  test.each([
    [
      'nothing is there any more',
      'the engine broke',
      true,
      'zk-lab up --provider docker; zk-lab reset --to ensemble',
    ],
    ['nodes are there', 'node2 did not start', false, 'zk-lab reset --to ensemble'],
  ])('%s', async (_, reason, gone, typed) => {
    const lab = labOf({ until: 'zookeeper', ...somewhere });
    docker.held = true;
    docker.up = async () => {
      docker.held = !gone;
      throw new Error(reason);
    };
    const notes: string[] = [];
    const emit = (event: LabEvent) => {
      if (event.type === 'note') notes.push(textOf(event.text));
    };
    await expect(reset(lab, { to: 'ensemble' }, { ...context(), emit })).rejects.toThrow(reason);
    expect(notes).toEqual([`Not finished: the nodes are not as they are to be. To make them anew: ${typed}`]);
  });
});

describe('up', () => {
  test('takes the first provider that can be used, and says which and why', async () => {
    docker.availability = { ok: false, reason: 'no engine answers', remedy: 'start it' };
    local.servers = { node1: await fakeServer('standalone') };
    const seen = await up(labOf({ nodes: 1, ...somewhere }), {}, context());
    expect(local.calls).toEqual(['up node1']);
    expect(steps[0]).toBe('Using local: a fake engine (docker: no engine answers; vagrant: no vagrant)');
    expect(seen).toMatchObject({ provider: 'local', quorum: true, leader: null });
  });

  test('waits until every node serves, and says for which it waits', async () => {
    docker.servers = { node1: await fakeServer('follower'), node2: await fakeServer('leader') };
    const lab = labOf(somewhere);
    const done = up(lab, {}, context());
    await expect.poll(() => steps).toContain('waiting for node3: serving');
    docker.servers.node3 = await fakeServer('follower');
    expect(await done).toMatchObject({ quorum: true, leader: 'node2' });
    expect(steps).toContain('ready: node3');
  });

  test('fewer than a quorum takes: told within seconds, with those that are to come, too', async () => {
    const looking = await fakeServer('');
    docker.servers = { node1: looking, node5: looking };
    const began = performance.now();
    const done = up(labOf({ nodes: 5, ...somewhere }), { nodes: ['node1', 'node5'] }, context());
    await expect(done).rejects.toThrow(
      'Started, and cannot serve: 2 of 5 voters run, 3 are needed for a quorum. Bring up more: zk-lab up node2',
    );
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  test('fewer than a quorum takes, and others come meanwhile: waited for', async () => {
    const lab = labOf(somewhere);
    const done = up(lab, { nodes: ['node1'] }, context());
    await vi.waitFor(() => expect(docker.running).toContain('node1'));
    docker.running.add('node2');
    docker.servers = { node1: await fakeServer('follower'), node2: await fakeServer('leader') };
    expect(await done).toMatchObject({ quorum: true, leader: 'node2' });
  });

  test('ends when the signal does, with what was started left to down and destroy', async () => {
    const interruption = new AbortController();
    const done = up(labOf(somewhere), {}, { ...context(), signal: interruption.signal });
    const ended = expect(done).rejects.toThrow(/abort/i);
    await expect.poll(() => steps).toContain('waiting for node1, node2, node3: serving');
    interruption.abort();
    await ended;
    expect(docker.held).toBe(true);
  });

  test('tells of a machine that ends while it waits', async () => {
    const done = up(labOf(somewhere), {}, context());
    const ended = expect(done).rejects.toThrow(
      /Stopped again after the start: node2; see: zk-lab logs node2/,
    );
    await expect.poll(() => docker.calls).toHaveLength(1);
    docker.running.delete('node2');
    await ended;
  });

  test('does not start under a second provider', async () => {
    local.held = true;
    await expect(up(labOf(somewhere), { provider: 'docker' }, context())).rejects.toThrow(
      /Lab lab is held by local.*zk-lab destroy/,
    );
    expect(docker.calls).toEqual([]);
  });

  test('an engine that does not answer is not said to hold what another does', async () => {
    local.servers = { node1: await fakeServer('standalone') };
    const lab = labOf({ nodes: 1, ...somewhere });
    await up(lab, { provider: 'local' }, context());
    docker.held = 'unknown';
    await expect(status(lab, { provider: 'docker' })).rejects.toThrow(
      /^Lab lab is held by local, .*whether docker .*: no answer; start it, or leave \S*provider out$/,
    );
    expect(await status(lab)).toMatchObject({ provider: 'local' });
  });

  test('goes on with the provider that holds the lab, even if a better one could be used', async () => {
    local.held = true;
    expect(await chooseProvider(labOf())).toMatchObject({
      provider: local,
      why: 'it holds this lab already',
    });
  });

  test('says what to do where nothing can run a lab', async () => {
    docker.availability = { ok: false, reason: 'no engine answers', remedy: 'start it' };
    local.availability = { ok: false, reason: 'no bash', remedy: 'install bash' };
    await expect(up(labOf(somewhere), {}, context())).rejects.toThrow(
      /docker: no engine answers; start it\n {2}vagrant: no vagrant; install it\n {2}local: no bash; install bash/,
    );
    await expect(up(labOf(somewhere), { provider: 'local' }, context())).rejects.toThrow(
      "provider: 'local': no bash; install bash",
    );
  });

  test('finds a port that another program has, before anything starts', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(17_182, '127.0.0.1', listening));
    await expect(up(labOf(somewhere), {}, context())).rejects.toThrow(
      /Port 17182 of 127\.0\.0\.1, which node2 needs, is taken.*zk-lab create .*--force.*--client-port 17281/,
    );
    await new Promise((closed) => server.close(closed));
    expect(docker.calls).toEqual([]);
  });

  test('starts servers that were stopped, all at once, and tells so in one step', async () => {
    docker.held = true;
    docker.running = new Set(['node1', 'node2', 'node3']);
    docker.servers = { node3: await fakeServer('leader') };
    const done = up(labOf(somewhere), {}, context());
    await expect.poll(() => docker.calls).toEqual(expect.arrayContaining(['start node1', 'start node2']));
    docker.servers = {
      ...docker.servers,
      node1: await fakeServer('follower'),
      node2: await fakeServer('follower'),
    };
    await done;
    expect(steps.filter((step) => step.startsWith('Starting'))).toEqual([
      'Starting ZooKeeper on node1, node2',
    ]);
    expect(docker.calls).not.toContain('start node3');
  });

  test('brings back a single node, without minding the ports that the others have', async () => {
    docker.held = true;
    docker.running = new Set(['node1', 'node3']);
    docker.servers = { node2: await fakeServer('follower') };
    await up(labOf(somewhere), { nodes: ['2'] }, context());
    expect(docker.calls).toEqual(['up node2']);
  });
});

describe('status', () => {
  test('is the interface that programs read', async () => {
    docker.held = true;
    docker.running = new Set(['node1', 'node2']);
    const [one, two, three] = [await fakeServer('leader'), 1, await fakeServer('follower')];
    docker.servers = { node1: one, node2: two, node3: three };
    const seen = await status(labOf());
    expect(seen).toEqual({
      lab: 'lab',
      provider: 'docker',
      quorum: false,
      leader: 'node1',
      voters: { count: 3, answering: 1, needed: 2 },
      connectString: `127.0.0.1:${one},127.0.0.1:1,127.0.0.1:${three}`,
      nodes: [
        {
          name: 'node1',
          ip: expect.any(String),
          clientAddress: `127.0.0.1:${one}`,
          running: true,
          condition: 'serving',
          serving: true,
          mode: 'leader',
          zxid: '0x100000002',
          version: '3.4.9',
        },
        expect.objectContaining({ name: 'node2', running: true, serving: false, mode: null, zxid: null }),
        // Its machine does not run: whoever answers at its port is somebody else.
        expect.objectContaining({ name: 'node3', running: false, serving: false, mode: null, version: null }),
      ],
      faults: [],
    });
  });

  test('of a lab that nobody holds', async () => {
    expect(await status(labOf())).toMatchObject({ provider: null, quorum: false, leader: null });
  });
});

describe('down and destroy', () => {
  test('down stops the nodes that are named, and needs a lab that is there', async () => {
    await expect(down(labOf(), {}, context())).rejects.toThrow(/Lab lab is not up.*zk-lab up/);
    docker.held = true;
    docker.running = new Set(['node1', 'node2', 'node3']);
    expect(await down(labOf(), { nodes: ['node3', '1'] }, context())).toEqual({
      provider: 'docker',
      nodes: ['node1', 'node3'],
    });
    await expect(down(labOf(), { nodes: ['node4'] }, context())).rejects.toThrow(
      /No node node4.*node1, node2, node3/,
    );
  });

  test('down tells of those that ran, and tells the engine of all', async () => {
    docker.held = true;
    docker.running = new Set(['node2']);
    expect((await down(labOf(), {}, context())).nodes).toEqual(['node2']);
    expect((await down(labOf(), {}, context())).nodes).toEqual([]);
    expect(docker.calls).toEqual(['down node1 node2 node3', 'down node1 node2 node3']);
  });

  test('destroy removes what every provider holds, or only one', async () => {
    docker.held = true;
    local.held = true;
    expect(await destroy(labOf(), { provider: 'local' }, context())).toEqual(['local']);
    expect([docker.held, local.held]).toEqual([true, false]);
    local.held = true;
    expect(await destroy(labOf(), {}, context())).toEqual(['docker', 'local']);
    expect([docker.held, local.held]).toEqual([false, false]);
  });
});

describe('zkcli', () => {
  const run = (typed: PartialSpec, ...args: string[]) =>
    zkcli(labOf(typed), args, { signal: new AbortController().signal }, () => {});

  test('opens its prompt on a node that runs, with the whole connect string', async () => {
    docker.held = true;
    docker.running = new Set(['node2']);
    expect(await run({})).toBe(0);
    expect(docker.calls).toEqual([
      expect.stringMatching(
        /^exec node2 bash -c [\s\S]* \/opt\/zookeeper \/usr\/lib\/jvm node1:2181,node2:2181,node3:2181$/,
      ),
    ]);
  });

  test('tries the next node where one has no client', async () => {
    docker.held = true;
    docker.running = new Set(['node1', 'node3']);
    docker.statuses = { node1: noClient, node3: 0 };
    expect(await run({ until: 'jdk' })).toBe(0);
    expect(docker.calls.map((call) => call.split(' ').slice(0, 2).join(' '))).toEqual([
      'exec node1',
      'exec node3',
    ]);
  });

  test('names what is missing where no node has a client, and says what comes next', async () => {
    docker.held = true;
    docker.running = new Set(['node1', 'node2', 'node3']);
    docker.statuses = { node1: noClient, node2: noClient, node3: noClient };
    for (const args of [[], ['ls', '/']]) {
      await expect(run({ until: 'jdk' }, ...args)).rejects.toThrow(
        /No running node of lab has a client yet: \/opt\/zookeeper\/bin\/zkCli\.sh.* Next/,
      );
    }
  });

  test('names what to type where no node runs', async () => {
    docker.held = true;
    await expect(run({}, 'ls', '/')).rejects.toThrow(/No node of lab runs; type: zk-lab up/);
  });
});

describe('what this machine has itself', () => {
  test('a port that somebody listens on is taken, for whatever interface', async () => {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(17_183, '0.0.0.0', listening));
    expect(await isPortFree(17_183)).toBe(false);
    await new Promise((closed) => server.close(closed));
    expect(await isPortFree(17_183)).toBe(true);
    expect(await takenPorts(labOf(somewhere), labOf(somewhere).nodes, true)).toEqual([]);
  });

  test('an interface in the lab’s network is named, with a network that is free', async () => {
    const interfaces = [
      { name: 'wlan0', cidr: '192.168.252.17/24' },
      { name: 'eth0', cidr: '192.168.253.2/24' },
    ];
    expect(await takenNetwork(labOf(), interfaces)).toEqual({
      by: 'its interface wlan0',
      range: '192.168.252.17/24',
      free: '192.168.251.0/24',
    });
    expect(await takenNetwork(labOf({ network: '10.9.0.0/24' }), interfaces)).toBeUndefined();
    // VirtualBox's and libvirt's own adapters are there to be used.
    expect(await takenNetwork(labOf(), [{ name: 'vboxnet0', cidr: '192.168.252.1/24' }])).toBeUndefined();
  });
});
