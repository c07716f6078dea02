import { type FaultVerb, faultVerbs } from '../../faults/fault.js';
import { LabError } from '../../messages/errors.js';
import { sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { askByPort } from '../common/asking.js';
import {
  configurable,
  finishedMachine,
  forwardedPorts,
  machineLayout,
  nothingPlanned,
  ownDisks,
  ownMachines,
  preparedAsTyped,
  settledAlready,
  startByProvision,
  unhindered,
} from '../common/machine.js';
import { endFaultsOn, machineFaults } from '../common/machine-faults.js';
import { assertKeyUsable, sshExec, sshFailed, sshLogin, sshTerminal } from '../common/ssh.js';
import { sshGreets } from '../common/ssh-greeting.js';
import { enginesMachine } from '../common/unreached.js';
import type { ExecOptions, NodeHandle, NodeState, Provider } from '../contract.js';
import { diagnoseVagrant } from './diagnose.js';
import { endpointsOf, sshWayTo } from './endpoints.js';
import { available } from './installed.js';
import { isMade, machinesOf, statesByVagrant } from './machines.js';
import { remnantsOf, removeRemnants } from './remnants.js';
import { vagrantIn } from './run.js';

/** Milliseconds for sshd to greet: a forwarded port takes a connection even while nobody listens behind it. */
const greetingTime = 1_000;

/** Nothing for all nodes, so that Vagrant brings them up in its own order and, where the provider can, in parallel. */
function argumentsFor(lab: Lab, nodes: readonly LabNode[]): string[] {
  return nodes.length === lab.nodes.length ? [] : nodes.map(({ name }) => name);
}

async function up(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  // Whatever is done with the machines later goes over SSH.
  assertKeyUsable(lab);
  context.emit({ type: 'step', title: sentence('vagrant.start', { count: nodes.length }) });
  await vagrantIn(lab.dir, ['up', ...argumentsFor(lab, nodes)], context);
}

async function down(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  context.emit({ type: 'step', title: sentence('vagrant.stop') });
  await endFaultsOn(faults, lab, nodes, context);
  await vagrantIn(lab.dir, ['halt', ...argumentsFor(lab, nodes)], context);
}

async function destroy(lab: Lab, context: Context): Promise<void> {
  context.emit({ type: 'step', title: sentence('vagrant.remove') });
  await vagrantIn(lab.dir, ['destroy', '--force'], context);
}

async function remove(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  context.emit({ type: 'step', title: sentence('vagrant.remove') });
  await vagrantIn(lab.dir, ['destroy', '--force', ...nodes.map(({ name }) => name)], context);
}

/** Vagrant takes a second and more to say it, so it is asked only where the machines themselves do not answer. */
async function states(lab: Lab): Promise<NodeState[]> {
  const running = await Promise.all(
    lab.nodes.map(
      async (node) => isMade(lab, node) && (await sshGreets(endpointsOf(lab, node).ssh, greetingTime)),
    ),
  );
  const unsure = lab.nodes.some((node, index) => isMade(lab, node) && !running[index]);
  if (unsure) return statesByVagrant(lab);
  return lab.nodes.map(({ name }, index) => ({ name, running: running[index] ?? false }));
}

/** Milliseconds for an emulated machine, which takes many times longer than others. */
const loginPatience = 10_000;

/** @throws LabError vagrant.unreachable where no SSH server greets in time */
async function assertReachable(lab: Lab, node: LabNode, timeout: number): Promise<void> {
  const { ssh } = endpointsOf(lab, node);
  if (await sshGreets(ssh, timeout)) return;
  throw new LabError('vagrant.unreachable', { node: node.name, address: `${ssh.host}:${ssh.port}` });
}

/**
 * Looks before ssh does, which tells in its own words of a node that is not there.
 * @throws LabError ssh.missing, vagrant.unreachable
 */
async function exec(
  lab: Lab,
  node: LabNode,
  command: readonly string[],
  options: ExecOptions,
): Promise<number> {
  await assertReachable(lab, node, loginPatience);
  const status = await sshExec(sshWayTo(lab, node), command, options);
  // It may have gone meanwhile.
  if (status === sshFailed) await assertReachable(lab, node, greetingTime);
  return status;
}

/** Where the lab's own files are on a machine. */
const labFiles = '/var/lib/zk-lab/files';
/** Milliseconds without progress: a machine under emulation takes minutes. */
const patience = 300_000;

function node(lab: Lab, node: LabNode): NodeHandle {
  const machine: Pick<NodeHandle, 'node' | 'layout' | 'exec'> = {
    node,
    layout: machineLayout(lab),
    exec: (command, options) => exec(lab, node, command, options),
  };
  return {
    ...machine,
    ...configurable(lab, machine),
    get address() {
      return endpointsOf(lab, node).client;
    },
    finished: () => finishedMachine(lab, labFiles),
    // Whatever reaches the machines at all reaches their ports: SSH is one of them.
    ask: (word) => askByPort(word, endpointsOf(lab, node).client),
    greets: () => sshGreets(endpointsOf(lab, node).ssh),
    startServer: (context) => startByProvision(machine, labFiles, context),
    terminal: (command, size) => sshTerminal(sshWayTo(lab, node), command, size),
    async login(command) {
      await assertReachable(lab, node, loginPatience);
      return sshLogin(sshWayTo(lab, node), command);
    },
  };
}

/** Machines can be done all of it to. */
const possible = Object.fromEntries(faultVerbs.map((verb) => [verb, true])) as Record<FaultVerb, true>;

const faults = machineFaults({
  node,
  isMade,
  // sshd keeps those out for a while who call and hang up again and again: these calls are meant.
  exec(lab, each, command, options) {
    const { options: way, ...rest } = sshWayTo(lab, each);
    const patient = ['-o', 'BatchMode=yes', '-o', `ConnectTimeout=${loginPatience / 1_000}`];
    return sshExec({ ...rest, options: [...way, ...patient] }, command, options);
  },
  start: ({ name }) => ['bash', `${labFiles}/provision/cluster.sh`, 'configure', name, 'cluster'],
});

/** Nodes as virtual machines, through the lab's Vagrantfile. */
export const vagrant: Provider = {
  hindrance: unhindered,
  name: 'vagrant',
  capabilities: ownMachines(patience, possible),
  faults,
  available: async () => available(),
  diagnose: (lab) => diagnoseVagrant(lab, available()),
  prepare: preparedAsTyped,
  settle: settledAlready,
  plan: nothingPlanned,
  lackOfRoom: ownDisks,
  holds: async (lab) => ({ holds: lab.nodes.some((node) => isMade(lab, node)) }),
  up,
  down,
  destroy,
  remove,
  states,
  node,
  ports: forwardedPorts,
  unreached: () => enginesMachine('vagrant', ''),
  endpoint: () => '',
  pointTo: () => '',
  remnants: remnantsOf,
  removeRemnants,
  machines: machinesOf,
};
