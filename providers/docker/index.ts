import type Docker from 'dockerode';
import { LabError } from '../../messages/errors.js';
import { listed, say, sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import { moveCommand, protectKeys } from '../../model/key-protection.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { isInPath } from '../../system/programs.js';
import { quoted, quotedPath } from '../../system/quoted.js';
import { start, statusOf } from '../../system/run.js';
import { byShell } from '../common/by-shell.js';
import { forwardedNode } from '../common/forwarded-node.js';
import {
  forwardedPorts,
  nothingPlanned,
  ownDisks,
  ownMachines,
  preparedAsTyped,
  settledAlready,
} from '../common/machine.js';
import { enginesMachine } from '../common/unreached.js';
import type { ExecOptions, Holding, NodeHandle, NodeState, Provider, Silence } from '../contract.js';
import { available, podmanVersion } from './available.js';
import { compose } from './compose.js';
import { diagnoseDocker } from './diagnose.js';
import { endpoint, notAnswering } from './endpoint.js';
import { answered, connectEngine } from './engine.js';
import { execCaptured } from './exec.js';
import { endHolders, faults, possible } from './faults.js';
import {
  containersOf,
  hasNetwork,
  type LabContainer,
  projectOf,
  underNameOf,
  volumesOf,
  volumesOfNodes,
} from './held.js';
import { lastWords } from './last-words.js';
import { fewNeighbours } from './neighbours.js';
import { assertNetworkFree, assertOwnProject } from './preconditions.js';
import { remnantsOf, removeRemnants } from './remnants.js';
import { terminalIn } from './terminal.js';
import { beforeStart } from './unfilled.js';

/** Compose takes what podman-compose has made for nobody's: it neither stops nor removes it, and says that it did. */
function heldByOther(lab: Lab, { podmanCompose: version }: LabContainer): { readonly lookOnly?: Silence } {
  if (version === undefined) return {};
  const directory = quotedPath(lab.dir);
  return {
    lookOnly: {
      reason: say('docker.podman-compose', { version }),
      remedy: say('docker.podman-compose.remedy', { directory }),
    },
  };
}

async function holds(lab: Lab): Promise<Holding> {
  const { docker, ...engine } = connectEngine();
  if (engine.unusable) return { holds: 'unknown', ...engine.unusable };
  try {
    const [first] = await answered(containersOf(docker, lab));
    if (first) return { holds: true, dir: first.dir, ...heldByOther(lab, first) };
    // They outlive `docker compose down`; a network, only one that has failed.
    const [volumes, network] = await answered(Promise.all([volumesOf(docker, lab), hasNetwork(docker, lab)]));
    return { holds: volumes.length > 0 || network };
  } catch (error) {
    return { holds: 'unknown', ...notAnswering(error, engine) };
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
  const project = await projectOf(docker, lab);
  await Promise.all([assertOwnProject(docker, lab, project), assertNetworkFree(docker, lab, project)]);
  if (!protectKeys(lab.dir)) {
    const text = sentence('keys.unprotected', { directory: lab.dir, command: moveCommand(lab.dir) });
    context.emit({ type: 'note', text });
  }
  const few = fewNeighbours(lab);
  if (few) {
    context.emit({ type: 'note', text: few.told });
    context.emit({ type: 'note', text: few.remedy });
  }
  if (!(await imageExists(lab))) {
    context.emit({ type: 'step', title: sentence('docker.build') });
    // The first node's service builds for all of them; what else the user has there, Compose builds where it lacks.
    const buildKit = podmanVersion(await docker.version()) === undefined;
    const [first] = lab.nodes.map(({ name }) => name);
    await compose(lab, { project, buildKit }, ['build', ...(first === undefined ? [] : [first])], context);
  }
  const own = await containersOf(docker, lab);
  const there = own.filter(({ service }) => nodes.some(({ name }) => name === service));
  const count = nodes.length - there.filter(({ running }) => running).length;
  context.emit({
    type: 'step',
    title: count === 0 ? sentence('docker.same') : sentence('docker.start', { count }),
  });
  // Compose leaves those alone that are paused, or that the engine is about to try again, whatever was mended meanwhile.
  await Promise.all(
    there.map(async ({ id, paused, restarting }) => {
      if (paused) await docker.getContainer(id).unpause();
      else if (restarting) await docker.getContainer(id).stop({ t: 0 });
    }),
  );
  const before = await beforeStart(docker, lab, own);
  try {
    await compose(lab, { project }, ['up', '-d', ...servicesOf(lab, nodes)], context);
  } catch (error) {
    // What has failed is what is told, whatever becomes of its traces.
    await before.takeBack().catch(() => {});
    throw error;
  }
}

/** Nothing for all nodes: Compose then takes whatever else the user has put beside them, too. */
function servicesOf(lab: Lab, nodes: readonly LabNode[]): string[] {
  return nodes.length === lab.nodes.length ? [] : nodes.map(({ name }) => name);
}

async function down(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  context.emit({ type: 'step', title: sentence('docker.stop') });
  await endHolders(
    lab,
    nodes.map(({ name }) => name),
  );
  const project = await projectOf(connectEngine().docker, lab);
  await compose(lab, { project }, ['stop', ...servicesOf(lab, nodes)], context);
}

async function destroy(lab: Lab, context: Context): Promise<void> {
  const { docker } = connectEngine();
  const project = await projectOf(docker, lab);
  await assertOwnProject(docker, lab, project);
  context.emit({ type: 'step', title: sentence('docker.remove') });
  await endHolders(
    lab,
    lab.nodes.map(({ name }) => name),
  );
  const { beside } = await underNameOf(docker, lab, project);
  if (beside.length > 0) {
    const services = listed(beside.map(({ service }) => service));
    context.emit({ type: 'note', text: sentence('docker.remove.beside', { services }) });
  }
  await compose(lab, { project }, ['down', '--volumes', '--remove-orphans', '--timeout', '1'], context);
  const [containers, volumes] = await Promise.all([containersOf(docker, lab), volumesOf(docker, lab)]);
  const left = [...containers.map(({ name }) => name), ...volumes];
  if (left.length > 0) throw new LabError('docker.left', { left: listed(left) });
}

/** Without Compose, which would take a service's volumes only with all the others. */
async function remove(lab: Lab, nodes: readonly LabNode[], { emit }: Context): Promise<void> {
  const { docker } = connectEngine();
  emit({ type: 'step', title: sentence('docker.remove') });
  const isOf = (service: string): boolean => nodes.some(({ name }) => name === service);
  const containers = (await containersOf(docker, lab)).filter(({ service }) => isOf(service));
  await Promise.all(containers.map(({ id }) => docker.getContainer(id).remove({ force: true, v: true })));
  const volumes = await volumesOfNodes(docker, lab, nodes);
  await Promise.all(volumes.map((name) => docker.getVolume(name).remove()));
}

async function states(lab: Lab): Promise<NodeState[]> {
  const { docker } = connectEngine();
  const containers = await containersOf(docker, lab);
  return Promise.all(
    lab.nodes.map(async ({ name }) => {
      const found = containers.find(({ service }) => service === name);
      const said = found?.failed ? await lastWords(docker, found.id) : '';
      const note = said === '' ? {} : { note: sentence('docker.node.ended', { node: name, said }) };
      const suspended = found?.paused ? ({ suspended: true } as const) : {};
      return { name, running: found?.running === true, ...suspended, ...note };
    }),
  );
}

/** A node's container. @throws LabError node.not-running */
async function runningContainer(lab: Lab, { name }: LabNode): Promise<Docker.Container> {
  const { docker } = connectEngine();
  const found = (await containersOf(docker, lab)).find(({ service }) => service === name);
  if (!found?.running) throw new LabError('node.not-running', { node: name });
  return docker.getContainer(found.id);
}

async function exec(
  lab: Lab,
  node: LabNode,
  command: readonly string[],
  options: ExecOptions,
): Promise<number> {
  const container = await runningContainer(lab, node);
  if (!options.interactive) return execCaptured(container, command, options);
  if (!isInPath('docker')) {
    throw new LabError('docker.no-client', { node: node.name, command: command.map(quoted).join(' ') });
  }
  // The client knows all about the user's own terminal: raw mode, size, detaching.
  const terminal = process.stdin.isTTY && process.stdout.isTTY ? '-it' : '-i';
  const { child } = await start('docker', ['exec', terminal, container.id, ...byShell(command)], {
    stdio: 'inherit',
  });
  return statusOf(await child);
}

/** Where the lab's own files are in a container. */
const labFiles = '/lab';
/** Milliseconds without progress: a container and its server start within seconds. */
const patience = 17_000;

function node(lab: Lab, node: LabNode): NodeHandle {
  return forwardedNode(lab, node, labFiles, {
    exec: (command, options) => exec(lab, node, command, options),
    terminal: async (command, size) => terminalIn(await runningContainer(lab, node), command, size),
    ready: () => runningContainer(lab, node),
    unreached,
  });
}

const unreached = () => enginesMachine('docker', endpoint().address);

/** Nodes as containers, through the lab's compose.yaml. */
export const docker: Provider = {
  name: 'docker',
  capabilities: ownMachines(patience, possible),
  faults,
  available,
  diagnose: async (lab) => diagnoseDocker(await available(), fewNeighbours(lab)),
  endpoint: () => endpoint().address,
  // Goes before any context.
  pointTo: (address) => `export DOCKER_HOST=${quoted(address)}`,
  prepare: preparedAsTyped,
  settle: settledAlready,
  plan: nothingPlanned,
  lackOfRoom: ownDisks,
  holds,
  remnants: remnantsOf,
  removeRemnants,
  // What is left is known by its labels.
  machines: () => ({}),
  up,
  down,
  destroy,
  remove,
  states,
  node,
  ports: forwardedPorts,
  hindrance: (lab) => fewNeighbours(lab),
  unreached,
};
