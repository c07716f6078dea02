/** Nodes as machines that are there already, over SSH. They are somebody's: what is not the lab's stays as it is. */
import { LabError } from '../../messages/errors.js';
import { listed, type Sentence, say, sentence, textOf } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import type { RegisteredLab } from '../../model/registry.js';
import { ports } from '../../software/zookeeper/ports.js';
import { lastLines } from '../../system/last-lines.js';
import { isInPath } from '../../system/programs.js';
import { askByPort, askInside } from '../common/asking.js';
import {
  configurable,
  finishedMachine,
  machineLayout,
  preparedAsTyped,
  settledAlready,
  startByProvision,
} from '../common/machine.js';
import { endFaultsOn, machineFaults } from '../common/machine-faults.js';
import { sshExec, sshFailed, sshLogin, sshTerminal } from '../common/ssh.js';
import type {
  Availability,
  Diagnosis,
  ExecOptions,
  NodeHandle,
  NodeState,
  Provider,
  Remnants,
} from '../contract.js';
import { notUp, reasonFor } from './failures.js';
import { possible } from './faults.js';
import { planFor, unfitness, warnings } from './fitness.js';
import { lookAt, type Seen, wasSeen } from './look.js';
import { forgetMade, isMade, machinesOf, madeOf, noteMade } from './made.js';
import { runThere } from './reach.js';
import { knownHosts, sendTo, sizeOf, tarballsFor } from './send.js';
import { unreached } from './unreached.js';
import { connectTo, isConnected, wayTo, wentAway } from './way.js';

/** Where the lab's own files are on a machine. */
const labFiles = '/var/lib/zk-lab/files';
/** Milliseconds without progress: somebody's machine may be slow. */
const patience = 120_000;

/**
 * Milliseconds for which servers that answer inside and not at their port are asked inside at once: a firewall that says nothing keeps
 * whoever asks at the port waiting each time.
 */
const closedFor = 60_000;
/** Addresses of such servers, and until when. */
const closed = new Map<string, number>();

const hostOf = ({ host = '' }: LabNode): string => host;
const about = (what: string, why: Sentence): string => say('told.about', { what, text: textOf(why) });

function available(): Availability {
  if (isInPath('ssh')) return { ok: true, detail: say('machines.detail') };
  return { ok: false, reason: say('machines.no-ssh'), remedy: say('machines.no-ssh.remedy') };
}

/** What of these was seen, if all of it was, and fits. @throws LabError machines.unfit with every reason */
function assertFit(lab: Lab, looked: Awaited<ReturnType<typeof lookAt>>): Seen[] {
  const reasons = looked.flatMap((each) => {
    const { name } = each.node;
    return wasSeen(each) ? unfitness(lab, each).map((why) => about(name, why)) : [about(name, each.why)];
  });
  if (reasons.length === 0) return looked.filter(wasSeen);
  throw new LabError('machines.unfit', { reasons: reasons.map((reason) => `\n  ${reason}`).join('') });
}

/** What would be done to machines, as sentences: one for each, and what their owner should know. */
function planOn(lab: Lab, seen: readonly Seen[]): Sentence[] {
  return [
    ...seen.map((each) => planFor(lab, each, sizeOf(lab, tarballsFor(lab, each)))),
    ...seen.flatMap((each) => warnings(each, seen)),
  ];
}

async function plan(lab: Lab, nodes: readonly LabNode[]): Promise<Sentence[]> {
  return planOn(lab, assertFit(lab, await lookAt(lab, nodes)));
}

async function up(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  const { emit, signal } = context;
  emit({ type: 'step', title: sentence('machines.look', { count: nodes.length }) });
  const seen = assertFit(lab, await lookAt(lab, nodes, signal));
  for (const text of planOn(lab, seen)) emit({ type: 'note', text });
  // Those that are not brought up now are known by name all the same.
  const others = lab.nodes.filter((node) => !nodes.includes(node) && isMade(lab, node));
  const known = knownHosts([...seen, ...(await lookAt(lab, others, signal)).filter(wasSeen)]);
  signal.throwIfAborted();
  emit({ type: 'step', title: sentence('machines.start', { count: nodes.length }) });
  noteMade(lab, nodes);
  const done = await Promise.allSettled(seen.map((each) => sendTo(lab, each, known, context)));
  const failed = done.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
  if (failed.length === 0) return;
  if (failed.length === 1 || failed.some((error) => !(error instanceof LabError))) throw failed[0];
  throw new LabError('machines.some-failed', {
    reasons: failed.map(({ message }) => `\n  ${message}`).join(''),
  });
}

/** Runs a script on the machines of these nodes. @throws LabError machines.unreached, machines.script-failed for the first that fails */
async function onEach(
  lab: Lab,
  nodes: readonly LabNode[],
  scripts: readonly string[],
  words: readonly string[],
): Promise<void> {
  const ran = await Promise.all(
    nodes
      .filter((node) => isMade(lab, node))
      .map(async (node) => ({ node, ...(await runThere(hostOf(node), scripts, { words })) })),
  );
  for (const { node, status, stderr, stdout, unreached } of ran) {
    if (unreached) throw new LabError('machines.unreached', { node: node.name, why: textOf(unreached) });
    if (status !== 0) {
      throw new LabError('machines.not-made', { node: node.name, said: lastLines(stderr || stdout, 6) });
    }
  }
}

async function down(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  context.emit({ type: 'step', title: sentence('machines.stop') });
  await endFaultsOn(faults, lab, nodes, context);
  const scripts = ['configure/server.sh', 'machines/down.sh'];
  await onEach(lab, nodes, scripts, [lab.facts.zookeeper.home]);
}

/** Takes back what is on these machines. @param made each by its node's name @returns the names of those that are done */
async function takeBack(id: string, made: Readonly<Record<string, string>>, { emit, signal }: Context) {
  const done: string[] = [];
  const failures: string[] = [];
  await Promise.all(
    Object.entries(made).map(async ([name, host]) => {
      const ran = await runThere(host, ['machines/take-back.sh'], { words: [id], signal });
      if (ran.unreached || ran.status !== 0) {
        const why = ran.unreached ?? sentence('machines.failed', { host, said: lastLines(ran.stderr, 4) });
        failures.push(about(name, why));
        return;
      }
      done.push(name);
      const left = Array.from(ran.stdout.matchAll(/^left (.*)$/gm), ([, path = '']) => path);
      if (left.length > 0) {
        emit({ type: 'note', text: sentence('machines.left', { node: name, paths: listed(left) }) });
      }
    }),
  );
  return { done, failures };
}

/** @throws LabError machines.not-taken-back with every reason */
function assertTakenBack(failures: readonly string[]): void {
  if (failures.length === 0) return;
  throw new LabError('machines.not-taken-back', { reasons: failures.map((text) => `\n  ${text}`).join('') });
}

async function takeBackFrom(lab: Lab, names: readonly string[], context: Context): Promise<void> {
  context.emit({ type: 'step', title: sentence('machines.remove') });
  const made = Object.fromEntries(Object.entries(madeOf(lab)).filter(([name]) => names.includes(name)));
  const nodes = lab.nodes.filter(({ name }) => made[name] !== undefined);
  await endFaultsOn(faults, lab, nodes, context);
  const { done, failures } = await takeBack(lab.facts.id, made, context);
  forgetMade(lab, done);
  assertTakenBack(failures);
}

/** How each machine stands to the lab. */
async function states(lab: Lab): Promise<NodeState[]> {
  return Promise.all(
    lab.nodes.map(async (node): Promise<NodeState> => {
      const { name } = node;
      if (!isMade(lab, node)) return { name, running: false };
      const ran = await runThere(hostOf(node), ['machines/state.sh'], { words: [lab.facts.id] });
      if (ran.unreached) return { name, running: false, note: about(name, ran.unreached) };
      const state = ran.stdout.trim();
      if (state === 'up' || state === 'down') return { name, running: state === 'up' };
      return { name, running: false, note: say('machines.gone', { node: name, host: hostOf(node) }) };
    }),
  );
}

/** @throws LabError machines.unreached, node.not-running where a program did not run because of the machine */
function assertRan(node: LabNode, status: number, said: string): void {
  if (status === notUp && /zk-lab:not-up/.test(said))
    throw new LabError('node.not-running', { node: node.name });
  // Over a connection that is still there it is the program's own status.
  if ((status === sshFailed && !isConnected(hostOf(node))) || /zk-lab:no-sudo/.test(said)) {
    const why = reasonFor(hostOf(node), status, said);
    // So it may be over one that is not shared: then ssh has said nothing.
    if (said.trim() === '' && !wentAway(hostOf(node))) return;
    throw new LabError('machines.unreached', { node: node.name, why: textOf(why) });
  }
}

/** Runs a program on a node. @throws LabError ssh.missing, node.not-running, machines.unreached */
async function exec(node: LabNode, command: readonly string[], options: ExecOptions): Promise<number> {
  const connection = await connectTo(hostOf(node));
  if (!connection.ok) assertRan(node, connection.status, connection.said);
  const way = wayTo(hostOf(node), 'up');
  if (options.interactive) {
    // ssh writes where the program does: who it is that fails is known by looking first.
    await assertUp(node);
    return sshExec(way, command, options);
  }
  let said = '';
  const onStderr = (chunk: string): void => {
    said = (said + chunk).slice(-4_000);
    if (!/zk-lab:(not-up|no-sudo)/.test(chunk)) options.onStderr?.(chunk);
  };
  const status = await sshExec(way, command, { ...options, onStderr });
  assertRan(node, status, said);
  return status;
}

/** @throws LabError node.not-running, machines.unreached */
async function assertUp(node: LabNode): Promise<void> {
  await exec(node, ['true'], { interactive: false });
}

function node(lab: Lab, node: LabNode): NodeHandle {
  const address = { host: node.address, port: ports.client };
  const machine: Pick<NodeHandle, 'node' | 'layout' | 'exec'> = {
    node,
    layout: machineLayout(lab),
    exec: (command, options) => exec(node, command, options),
  };
  return {
    ...machine,
    ...configurable(lab, machine),
    address,
    finished: () => finishedMachine(lab, labFiles),
    // A firewall lets members alone in, and machines behind another one are reached by ssh alone.
    async ask(word, through) {
      const isClosed = (closed.get(address.host) ?? 0) > Date.now();
      const heard = isClosed ? undefined : await askByPort(word, address);
      if (heard && (heard.from === 'server' || through === 'port')) return heard;
      const inside = await askInside(word, machine.exec);
      if (inside.from === 'server') {
        closed.set(address.host, Date.now() + closedFor);
        return inside;
      }
      closed.delete(address.host);
      return inside.from === 'nobody' ? (heard ?? askByPort(word, address)) : inside;
    },
    // A look at its port alone would be a call that some servers hold against the caller.
    greets: async () =>
      (await runThere(hostOf(node), ['machines/state.sh'], { words: [lab.facts.id] })).status === 0,
    startServer: (context) => startByProvision(machine, labFiles, context),
    terminal: (command, size) => sshTerminal(wayTo(hostOf(node), 'up', 'own'), command, size),
    async login(command) {
      await assertUp(node);
      return sshLogin(wayTo(hostOf(node), 'up'), command);
    },
  };
}

const faults = machineFaults({
  node,
  isMade,
  async exec(_lab, { host = '' }, command, options) {
    const connection = await connectTo(host);
    return connection.ok ? sshExec(wayTo(host, 'up'), command, options) : connection.status;
  },
  start: ({ name }) => ['bash', `${labFiles}/provision/cluster.sh`, 'configure', name, 'cluster'],
});

async function diagnose(lab: Lab): Promise<Diagnosis[]> {
  const title = say('machines.title');
  const usable = available();
  if (!usable.ok) return [{ title, level: 'failure', detail: usable.reason, remedy: usable.remedy }];
  const first: Diagnosis = { title, level: 'ok', detail: usable.detail };
  const nodes = lab.nodes.filter(({ host }) => host !== undefined);
  const looked = await lookAt(lab, nodes);
  return [
    first,
    ...looked.map((each): Diagnosis => {
      const title = `${each.node.name} ${hostOf(each.node)}`;
      const wrong = wasSeen(each) ? unfitness(lab, each) : [each.why];
      const [why] = wrong;
      if (why) return { title, level: 'failure', detail: textOf(why), remedy: say('machines.again') };
      return { title, level: 'ok', detail: wasSeen(each) ? each.system : '' };
    }),
  ];
}

/** Those that still have something of the lab; one without an id, of 0.1.0, never was on such machines. */
async function remnants({ id = '', machines: made = {} }: RegisteredLab): Promise<Remnants> {
  const seen = await Promise.all(
    Object.entries(made).map(async ([name, host]) => ({
      name,
      ...(await runThere(host, ['machines/state.sh'], { words: [id] })),
    })),
  );
  const silent = seen.find(({ unreached }) => unreached);
  if (silent?.unreached) {
    return { found: 'unknown', reason: about(silent.name, silent.unreached), remedy: say('machines.again') };
  }
  const found = seen.filter(({ stdout }) => ['up', 'down'].includes(stdout.trim()));
  return {
    found: found.map(({ name }) => name),
    running: found.filter(({ stdout }) => stdout.trim() === 'up').length,
  };
}

async function removeRemnants(
  { id = '', machines: made = {} }: RegisteredLab,
  context: Context,
): Promise<void> {
  context.emit({ type: 'step', title: sentence('machines.remove') });
  const { failures } = await takeBack(id, made, context);
  assertTakenBack(failures);
}

/** Nodes as machines that are there already. */
export const machines: Provider = {
  name: 'machines',
  capabilities: {
    ssh: true,
    network: true,
    machine: 'own',
    given: true,
    byName: false,
    places: false,
    // Their system is their owner's.
    stages: ['ssh', 'jdk', 'zookeeper', 'cluster'],
    patience,
    faults: possible,
  },
  faults,
  available: async () => available(),
  diagnose,
  prepare: preparedAsTyped,
  holds: async (lab) => ({ holds: Object.keys(madeOf(lab)).length > 0 }),
  settle: settledAlready,
  plan,
  up,
  down,
  destroy: (lab, context) => takeBackFrom(lab, Object.keys(madeOf(lab)), context),
  remove: (lab, nodes, context) =>
    takeBackFrom(
      lab,
      nodes.map(({ name }) => name),
      context,
    ),
  states,
  node,
  // They have ports of their own.
  ports: () => [],
  unreached,
  endpoint: () => '',
  remnants,
  removeRemnants,
  machines: machinesOf,
};
