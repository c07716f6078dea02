import type { Lab } from '../../labs/lab.js';
import type { LabNode } from '../../labs/nodes.js';
import { javaHome, zooKeeperHomeOf } from '../../labs/paths.js';
import { say } from '../../messages/index.js';
import { finishedMachine } from '../machine.js';
import type { Context, NodeState, Provider } from '../provider.js';
import { sshTo } from '../ssh.js';
import { exec } from './exec.js';
import { available } from './installed.js';
import { answers, made, statesByVagrant } from './machines.js';
import { reachOf, sshOptions } from './reach.js';
import { vagrantIn } from './run.js';

/** Nothing for all nodes, so that Vagrant brings them up in its own order and, where the provider can, in parallel. */
function namesOf(lab: Lab, nodes: readonly LabNode[]): string[] {
  return nodes.length === lab.nodes.length ? [] : nodes.map(({ name }) => name);
}

async function up(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  context.report.step(say('vagrant.start', { count: nodes.length }));
  await vagrantIn(lab, ['up', ...namesOf(lab, nodes)], context);
}

async function down(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  context.report.step(say('vagrant.stop', { count: nodes.length }));
  await vagrantIn(lab, ['halt', ...namesOf(lab, nodes)], context);
}

async function destroy(lab: Lab, context: Context): Promise<void> {
  context.report.step(say('vagrant.remove'));
  await vagrantIn(lab, ['destroy', '--force'], context);
}

/** Vagrant takes a second and more to say it, so it is asked only where the machines themselves do not answer. */
async function states(lab: Lab): Promise<NodeState[]> {
  const running = await Promise.all(
    lab.nodes.map(async (node) => made(lab, node) && (await answers(reachOf(lab, node).ssh))),
  );
  const unsure = lab.nodes.some((node, index) => made(lab, node) && !running[index]);
  if (unsure) return statesByVagrant(lab);
  return lab.nodes.map(({ name }, index) => ({ name, running: running[index] ?? false }));
}

/** Nodes as virtual machines, through the lab's Vagrantfile. */
export const vagrant: Provider = {
  name: 'vagrant',
  available: async () => available(),
  holds: async (lab) => lab.nodes.some((node) => made(lab, node)),
  up,
  down,
  destroy,
  states,
  exec,
  ssh: (lab, node, command) => sshTo(lab, node, command, sshOptions(reachOf(lab, node))),
  clientAddress: (lab, node) => reachOf(lab, node).client,
  paths(lab) {
    const home = zooKeeperHomeOf(lab.dir);
    return { home, log: `${home}/logs/zookeeper.out`, javaHome };
  },
  finished: finishedMachine,
};
