import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { loopback } from '../../system/ports.js';
import type { NodeHandle, Unreached } from '../contract.js';
import { askByPort, askEitherWay, greetsInside } from './asking.js';
import { configurable, finishedMachine, machineLayout, startByProvision } from './machine.js';
import { labWay, sshLogin } from './ssh.js';
import { sshGreets } from './ssh-greeting.js';
import { elsewhere } from './unreached.js';

/** What differs from engine to engine. */
export interface Reached extends Pick<NodeHandle, 'exec' | 'terminal'> {
  /** Sees to it that the node runs and its ports of this machine lead there. @throws LabError node.not-running */
  ready(): Promise<unknown>;
  /** What is told where the ports of this machine lead to no node. */
  unreached(): Unreached;
}

/**
 * A machine of an engine's that has the lab's ports of this machine, and that the engine gets into where those lead elsewhere.
 * @param labFiles where the lab's own files are on it
 */
export function forwardedNode(
  lab: Lab,
  node: LabNode,
  labFiles: string,
  { exec, terminal, ready, unreached }: Reached,
): NodeHandle {
  const client = { host: loopback, port: node.clientPort };
  const ssh = { host: loopback, port: node.sshPort };
  const machine = { node, layout: machineLayout(lab), exec };
  return {
    ...machine,
    ...configurable(lab, machine),
    address: client,
    finished: () => finishedMachine(lab, labFiles),
    ask: (word, through) =>
      through === 'port' ? askByPort(word, client) : askEitherWay(word, { client, ssh }, exec),
    greets: async (through) => (await sshGreets(ssh)) || (through === 'engine' && (await greetsInside(exec))),
    startServer: (context) => startByProvision(machine, labFiles, context),
    terminal,
    async login(command) {
      await ready();
      // Else ssh would say that nobody listens, of a node that does.
      if (!(await sshGreets(ssh)) && (await greetsInside(exec))) throw elsewhere(unreached());
      return sshLogin(labWay(lab, node), command);
    },
  };
}
