import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../labs/lab.js';
import type { LabNode } from '../../labs/nodes.js';
import { javaHome, zooKeeperHomeOf } from '../../labs/paths.js';
import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import { finishedMachine } from '../machine.js';
import type { Availability, Context, ExecOptions, NodeState, Provider } from '../provider.js';
import { sshTo } from '../ssh.js';
import { compose, hasCompose } from './compose.js';
import { connectEngine } from './engine.js';
import { execCaptured } from './exec.js';
import { assertNetworkFree, assertOwnProject, labels, ofLab } from './preconditions.js';

/** Oldest engine with BuildKit's bind mounts built in, which keep the tarballs out of the image. */
const oldestEngine = [20, 10] as const;

const no = (reason: string, remedy: string): Availability => ({ ok: false, reason, remedy });

async function available(): Promise<Availability> {
  const { docker, address } = connectEngine();
  const [engine, composes] = await Promise.all([
    docker.version().catch((error: NodeJS.ErrnoException) => error),
    hasCompose(),
  ]);
  if (engine instanceof Error) {
    return engine.code === 'EACCES' || engine.code === 'EPERM'
      ? no(say('docker.no-permission', { address }), say('docker.no-permission.remedy'))
      : no(say('docker.no-engine', { address }), say('docker.no-engine.remedy'));
  }
  const [major = 0, minor = 0] = engine.Version.split('.').map(Number);
  if (major < oldestEngine[0] || (major === oldestEngine[0] && minor < oldestEngine[1])) {
    return no(say('docker.old-engine', { version: engine.Version }), say('docker.old-engine.remedy'));
  }
  if (!composes) return no(say('docker.no-compose'), say('docker.no-compose.remedy'));
  return { ok: true, detail: say('docker.detail', { version: engine.Version }) };
}

async function containersOf(lab: Lab): Promise<{ service: string; state: string; id: string }[]> {
  const containers = await connectEngine().docker.listContainers({ all: true, filters: ofLab(lab) });
  return containers
    .filter(({ Labels }) => Labels[labels.directory] === lab.dir)
    .map(({ Labels, State, Id }) => ({ service: Labels[labels.service] ?? '', state: State, id: Id }));
}

/** Volumes outlive `docker compose down` and say nothing of their directory: only a lab of another directory rules them out. */
async function holds(lab: Lab): Promise<boolean> {
  try {
    const { docker } = connectEngine();
    const containers = await docker.listContainers({ all: true, filters: ofLab(lab) });
    if (containers.length > 0) return containers.some(({ Labels }) => Labels[labels.directory] === lab.dir);
    return ((await docker.listVolumes({ filters: ofLab(lab) })).Volumes ?? []).length > 0;
  } catch {
    return false;
  }
}

/** Whether the engine has the image that compose.yaml names; read from the file, because asking Compose takes longer. */
async function imageExists(lab: Lab): Promise<boolean> {
  const name = /^ {2}image: "?([^"\s]+)/m.exec(readFileSync(join(lab.dir, 'compose.yaml'), 'utf8'))?.[1];
  if (name === undefined) return true;
  const image = connectEngine().docker.getImage(name);
  return image.inspect().then(
    () => true,
    () => false,
  );
}

async function up(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  const { docker } = connectEngine();
  await Promise.all([assertOwnProject(docker, lab), assertNetworkFree(docker, lab)]);
  const build = !(await imageExists(lab));
  if (build) {
    context.report.step(say('docker.build'));
    await compose(lab, ['build'], context);
  }
  context.report.step(say('docker.start', { count: nodes.length }));
  await compose(lab, ['up', '-d', '--no-build', ...servicesOf(lab, nodes)], context);
}

/** Nothing for all nodes: Compose then also tidies up what left the lab. */
function servicesOf(lab: Lab, nodes: readonly LabNode[]): string[] {
  return nodes.length === lab.nodes.length ? ['--remove-orphans'] : nodes.map(({ name }) => name);
}

async function down(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  context.report.step(say('docker.stop'));
  const all = nodes.length === lab.nodes.length;
  await compose(lab, ['stop', ...(all ? [] : nodes.map(({ name }) => name))], context);
}

async function destroy(lab: Lab, context: Context): Promise<void> {
  await assertOwnProject(connectEngine().docker, lab);
  context.report.step(say('docker.remove'));
  await compose(lab, ['down', '--volumes', '--remove-orphans', '--timeout', '1'], context);
}

async function states(lab: Lab): Promise<NodeState[]> {
  const containers = await containersOf(lab);
  return lab.nodes.map(({ name }) => ({
    name,
    running: containers.some(({ service, state }) => service === name && state === 'running'),
  }));
}

async function exec(
  lab: Lab,
  node: LabNode,
  command: readonly string[],
  options: ExecOptions,
): Promise<number> {
  const container = `${lab.spec.name}-${node.name}`;
  const { docker } = connectEngine();
  const running = await docker
    .getContainer(container)
    .inspect()
    .then(({ State }) => State.Running)
    .catch(() => false);
  if (!running) throw new LabError('node.not-running', { node: node.name });
  if (!options.interactive) return execCaptured(docker.getContainer(container), command, options);
  // The client knows all about terminals: raw mode, size, detaching.
  const terminal = process.stdin.isTTY && process.stdout.isTTY ? '-it' : '-i';
  // Loaded where a program is run at all: status and the like do without.
  const { execa } = await import('execa');
  const result = await execa('docker', ['exec', terminal, container, ...command], {
    stdio: 'inherit',
    reject: false,
  });
  return result.exitCode ?? 1;
}

/** Nodes as containers, through the lab's compose.yaml. */
export const docker: Provider = {
  name: 'docker',
  available,
  holds,
  up,
  down,
  destroy,
  states,
  exec,
  ssh: sshTo,
  clientAddress: (_lab, node) => ({ host: '127.0.0.1', port: node.clientPort }),
  paths(lab) {
    const home = zooKeeperHomeOf(lab.dir);
    return { home, log: `${home}/logs/zookeeper.out`, javaHome };
  },
  finished: finishedMachine,
};
