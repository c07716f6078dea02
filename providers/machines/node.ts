/** A machine that is there already, to work with: programs, its server, faults on it. */
import { LabError } from '../../messages/errors.js';
import { textOf } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { ports } from '../../software/zookeeper/ports.js';
import { askByPort, askInside } from '../common/asking.js';
import { configurable, finishedMachine, machineLayout, startByProvision } from '../common/machine.js';
import { machineFaults } from '../common/machine-faults.js';
import { sshExec, sshFailed, sshLogin, sshTerminal } from '../common/ssh.js';
import type { ExecOptions, NodeHandle } from '../contract.js';
import { notUp, reasonFor } from './failures.js';
import { isMade } from './made.js';
import { runThere } from './run-there.js';
import { connectTo, hostOf, isConnected, wayTo, wentAway } from './way.js';

/** Where the lab's own files are on a machine. */
const labFiles = '/var/lib/zk-lab/files';

/**
 * Milliseconds for which servers that answer inside and not at their port are asked inside at once: a firewall that says nothing keeps
 * whoever asks at the port waiting each time.
 */
const closedFor = 60_000;
/** Addresses of such servers, and until when. */
const closed = new Map<string, number>();

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

export function node(lab: Lab, node: LabNode): NodeHandle {
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

export const faults = machineFaults({
  node,
  isMade,
  async exec(_lab, node, command, options) {
    const host = hostOf(node);
    const connection = await connectTo(host);
    return connection.ok ? sshExec(wayTo(host, 'up'), command, options) : connection.status;
  },
  start: ({ name }) => ['bash', `${labFiles}/provision/cluster.sh`, 'configure', name, 'cluster'],
});
