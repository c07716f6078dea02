import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, onTestFinished } from 'vitest';
import { type FaultVerb, faultVerbs, type InForce } from '../../faults/fault.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import type { PartialSpec } from '../../model/spec.js';
import { askByPort } from '../../providers/common/asking.js';
import {
  forwardedPorts,
  nothingPlanned,
  ownDisks,
  ownMachines,
  preparedAsTyped,
  settledAlready,
} from '../../providers/common/machine.js';
import { enginesMachine } from '../../providers/common/unreached.js';
import type {
  Availability,
  Diagnosis,
  FaultControl,
  FinishedNode,
  Holding,
  NodeHandle,
  Provider,
  ProviderName,
  Remnants,
} from '../../providers/contract.js';
import { planOf, writePlan } from '../generators/lab-files.js';
import { aLab } from '../model/a-lab.js';

const everything = Object.fromEntries(faultVerbs.map((verb) => [verb, true])) as Record<FaultVerb, true>;

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-fake-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A lab with its files, in a folder of this test file's. */
export function labOf(typed: PartialSpec = {}): Lab {
  const dir = join(folder, typed.name ?? 'lab');
  const lab = aLab(dir, typed);
  writePlan(dir, planOf(lab));
  return lab;
}

/** A server that answers `srvr` as ZooKeeper does, for a provider to point to. @returns its port */
export async function fakeServer(mode: string, version = '3.4.9'): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.once('data', () => {
      socket.end(
        `Zookeeper version: ${version}-1757313, built on 08/23/2016\nZxid: 0x100000002\nMode: ${mode}\n`,
      );
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => void server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A fake: an engine that holds what it is told to, and notes what it was asked to do. */
export class FakeProvider implements Provider {
  readonly calls: string[] = [];
  readonly capabilities = { ...ownMachines(2_000, everything), network: false };
  /** What is in force. */
  present: InForce[] = [];
  readonly faults: FaultControl = {
    inForce: async () => this.present,
    put: async (_lab, fault, lasting) => {
      const until = lasting === undefined ? {} : { until: new Date(Date.now() + lasting).toISOString() };
      const put = { ...fault, id: `id${this.present.length}`, ...until };
      this.present.push(put);
      return put;
    },
    end: async (_lab, faults) => {
      this.present = this.present.filter(({ id }) => !faults.some((each) => each.id === id));
    },
    left: async () => ({ found: [...this.leftOn], unseen: [] }),
    sweep: async (_lab, nodes) => {
      for (const { name } of nodes) this.leftOn.delete(name);
    },
  };
  /** Nodes on which something is left. */
  leftOn = new Set<string>();
  readonly ports = forwardedPorts;
  readonly prepare = preparedAsTyped;
  readonly plan = nothingPlanned;
  lackOfRoom: Provider['lackOfRoom'] = ownDisks;
  readonly settle: Provider['settle'] = settledAlready;
  held: Holding['holds'] = false;
  availability: Availability = { ok: true, detail: 'a fake engine' };
  /** Names of the nodes that run. */
  running = new Set<string>();
  /** Port of each node's ZooKeeper, by name; nobody listens at port 1. */
  servers: Record<string, number> = {};
  /** What programs exit with on each node, by name; 0 unless told otherwise. */
  statuses: Record<string, number> = {};

  constructor(readonly name: ProviderName) {}

  available = async (): Promise<Availability> => this.availability;
  diagnose = async (): Promise<Diagnosis[]> => [];
  async holds(): Promise<Holding> {
    const { held } = this;
    return held === 'unknown' ? { holds: held, reason: 'no answer', remedy: 'start it' } : { holds: held };
  }
  async up(_lab: Lab, nodes: Lab['nodes']): Promise<void> {
    this.calls.push(`up ${nodes.map(({ name }) => name).join(' ')}`);
    this.held = true;
    for (const { name } of nodes) this.running.add(name);
  }
  async down(_lab: Lab, nodes: Lab['nodes']): Promise<void> {
    this.calls.push(`down ${nodes.map(({ name }) => name).join(' ')}`);
    for (const { name } of nodes) this.running.delete(name);
  }
  async destroy(): Promise<void> {
    this.calls.push('destroy');
    this.held = false;
  }
  async remove(_lab: Lab, nodes: Lab['nodes']): Promise<void> {
    this.calls.push(`remove ${nodes.map(({ name }) => name).join(' ')}`);
  }
  states = async (lab: Lab) => lab.nodes.map(({ name }) => ({ name, running: this.running.has(name) }));
  endpoint = () => '';
  pointTo = () => '';
  unreached = () => enginesMachine(this.name, '');
  hindrance: Provider['hindrance'] = () => undefined;
  remnants = async (): Promise<Remnants> => ({ found: [], running: 0 });
  removeRemnants = async (): Promise<void> => {};
  machines = () => ({});
  node(lab: Lab, node: LabNode): NodeHandle {
    const self = this;
    const address = {
      host: '127.0.0.1',
      // Asked anew each time: a test may start the server later.
      get port() {
        return self.servers[node.name] ?? 1;
      },
    };
    return {
      node,
      address,
      ask: (word) => askByPort(word, address),
      greets: async () => true,
      stopServer: async () => void this.calls.push(`stop ${node.name}`),
      startServer: async () => void this.calls.push(`start ${node.name}`),
      configuration: async () => ({ running: true, pending: [], kept: [] }),
      reconfigure: async () => void this.calls.push(`reconfigure ${node.name}`),
      layout: {
        home: '/opt/zookeeper',
        log: { folders: ['/opt/zookeeper/logs'], askers: [] },
        pidFile: '/opt/zookeeper/data/zookeeper_server.pid',
        javaHome: '/usr/lib/jvm',
        connectString: lab.nodes.map(({ name }) => `${name}:2181`).join(','),
      },
      finished: (): FinishedNode => ({
        zooCfg: { file: '/opt/zookeeper/conf/zoo.cfg', text: 'clientPort = 2181\n' },
        dataDir: '/opt/zookeeper/data',
        dataLogDir: '/opt/zookeeper/logs',
        java: { home: '/usr/lib/jvm', profile: '/etc/profile', features: [lab.jdk.feature] },
        tarballs: { jdk: '/opt/jdk.tar.gz', zookeeper: '/opt/zookeeper.tar.gz', kept: '/lab/artifacts' },
      }),
      exec: async (command) => {
        this.calls.push(`exec ${node.name} ${command.join(' ')}`);
        return this.statuses[node.name] ?? 0;
      },
      terminal: async () => ({ stream: new PassThrough(), resize: async () => {}, exit: Promise.resolve(0) }),
      login: async () => 0,
    };
  }
}
