import type Docker from 'dockerode';
import { LabError } from '../../messages/errors.js';
import { sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { loopback } from '../../system/ports.js';
import { start, statusOf } from '../../system/run.js';
import {
  finishedMachine,
  forwardedPorts,
  machineLayout,
  ownMachines,
  preparedAsTyped,
} from '../common/machine.js';
import { sshLogin } from '../common/ssh.js';
import type { ExecOptions, Holding, NodeHandle, NodeState, Provider } from '../contract.js';
import { available, notAnswering } from './available.js';
import { compose } from './compose.js';
import { diagnoseDocker } from './diagnose.js';
import { connectEngine } from './engine.js';
import { execCaptured } from './exec.js';
import { assertNetworkFree, assertOwnProject, labels, ofLab } from './preconditions.js';
import { terminalIn } from './terminal.js';

async function containersOf(lab: Lab): Promise<{ service: string; state: string; id: string }[]> {
  const containers = await connectEngine().docker.listContainers({ all: true, filters: ofLab(lab) });
  return containers
    .filter(({ Labels }) => Labels[labels.directory] === lab.dir)
    .map(({ Labels, State, Id }) => ({ service: Labels[labels.service] ?? '', state: State, id: Id }));
}

/** Volumes outlive `docker compose down` and say nothing of their directory: only a lab of another directory rules them out. */
async function holdsAnything(docker: Docker, lab: Lab): Promise<boolean> {
  const containers = await docker.listContainers({ all: true, filters: ofLab(lab) });
  if (containers.length > 0) return containers.some(({ Labels }) => Labels[labels.directory] === lab.dir);
  return ((await docker.listVolumes({ filters: ofLab(lab) })).Volumes ?? []).length > 0;
}

async function holds(lab: Lab): Promise<Holding> {
  const { docker, address } = connectEngine();
  try {
    return { holds: await holdsAnything(docker, lab) };
  } catch (error) {
    return { holds: 'unknown', ...notAnswering(error, address) };
  }
}

function imageExists({ facts }: Lab): Promise<boolean> {
  return connectEngine()
    .docker.getImage(facts.image)
    .inspect()
    .then(
      () => true,
      () => false,
    );
}

async function up(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  const { docker } = connectEngine();
  await Promise.all([assertOwnProject(docker, lab), assertNetworkFree(docker, lab)]);
  if (!(await imageExists(lab))) {
    context.emit({ type: 'step', title: sentence('docker.build') });
    await compose(lab, ['build'], context);
  }
  context.emit({ type: 'step', title: sentence('docker.start', { count: nodes.length }) });
  await compose(lab, ['up', '-d', '--no-build', ...servicesOf(lab, nodes)], context);
}

/** Nothing for all nodes: Compose then also tidies up what left the lab. */
function servicesOf(lab: Lab, nodes: readonly LabNode[]): string[] {
  return nodes.length === lab.nodes.length ? ['--remove-orphans'] : nodes.map(({ name }) => name);
}

async function down(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  context.emit({ type: 'step', title: sentence('docker.stop') });
  const all = nodes.length === lab.nodes.length;
  await compose(lab, ['stop', ...(all ? [] : nodes.map(({ name }) => name))], context);
}

async function destroy(lab: Lab, context: Context): Promise<void> {
  await assertOwnProject(connectEngine().docker, lab);
  context.emit({ type: 'step', title: sentence('docker.remove') });
  await compose(lab, ['down', '--volumes', '--remove-orphans', '--timeout', '1'], context);
}

async function states(lab: Lab): Promise<NodeState[]> {
  const containers = await containersOf(lab);
  return lab.nodes.map(({ name }) => ({
    name,
    running: containers.some(({ service, state }) => service === name && state === 'running'),
  }));
}

/** A node's container. @throws LabError node.not-running */
async function runningContainer(lab: Lab, { name }: LabNode): Promise<Docker.Container> {
  const container = connectEngine().docker.getContainer(`${lab.spec.name}-${name}`);
  const running = await container
    .inspect()
    .then(({ State }) => State.Running)
    .catch(() => false);
  if (!running) throw new LabError('node.not-running', { node: name });
  return container;
}

async function exec(
  lab: Lab,
  node: LabNode,
  command: readonly string[],
  options: ExecOptions,
): Promise<number> {
  const container = await runningContainer(lab, node);
  if (!options.interactive) return execCaptured(container, command, options);
  // The client knows all about the user's own terminal: raw mode, size, detaching.
  const terminal = process.stdin.isTTY && process.stdout.isTTY ? '-it' : '-i';
  const { child } = await start('docker', ['exec', terminal, container.id, ...command], { stdio: 'inherit' });
  return statusOf(await child);
}

function node(lab: Lab, node: LabNode): NodeHandle {
  return {
    node,
    address: { host: loopback, port: node.clientPort },
    layout: machineLayout(lab),
    finished: () => finishedMachine(lab),
    exec: (command, options) => exec(lab, node, command, options),
    terminal: async (command, size) => terminalIn(await runningContainer(lab, node), command, size),
    async login(command) {
      await runningContainer(lab, node);
      return sshLogin({ lab, node, options: [] }, command);
    },
  };
}

/** Nodes as containers, through the lab's compose.yaml. */
export const docker: Provider = {
  name: 'docker',
  capabilities: ownMachines,
  available,
  diagnose: async () => diagnoseDocker(await available()),
  prepare: preparedAsTyped,
  holds,
  up,
  down,
  destroy,
  states,
  node,
  ports: forwardedPorts,
};
