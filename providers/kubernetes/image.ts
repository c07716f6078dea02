/** The image that pods start from: built with the engine at hand, and handed to the cluster in the way that it takes. */
import { LabError } from '../../messages/errors.js';
import { sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import { lastLines } from '../../system/last-lines.js';
import { piped } from '../../system/piped.js';
import { isInPath } from '../../system/programs.js';
import { start } from '../../system/run.js';
import { contexts, type KnownContext } from './contexts.js';
import { imageAt, imageIn, type Manifest } from './manifests.js';
import { type LabPlace, notePlace } from './place.js';

/** Engines that build images, with the same words; the first that is there is taken. */
const engines = ['docker', 'podman', 'nerdctl'] as const;

/** One way to give a cluster's hosts an image. */
interface Way {
  /** Whether it is the one for that context. */
  fits(context: KnownContext): boolean;
  /** What is typed; none where the cluster has what the engine has. `save`: it reads what the engine saves. */
  command(
    image: string,
    context: KnownContext,
  ): { readonly words: readonly string[]; readonly save: boolean };
}

const after = (prefix: string, { name }: KnownContext): string => name.slice(prefix.length);
const readsNothing = (...words: string[]) => ({ words, save: false });
const readsSaved = (...words: string[]) => ({ words, save: true });

const isLocal = ({ server }: KnownContext): boolean =>
  /^https?:\/\/(127\.|localhost|\[::1\]|0\.0\.0\.0)/.test(server);

const ways: readonly Way[] = [
  {
    fits: ({ name }) => name.startsWith('kind-'),
    command: (image, context) =>
      readsNothing('kind', 'load', 'docker-image', image, '--name', after('kind-', context)),
  },
  {
    fits: ({ name }) => name.startsWith('k3d-'),
    command: (image, context) =>
      readsNothing('k3d', 'image', 'import', image, '--cluster', after('k3d-', context)),
  },
  {
    fits: ({ minikube, name }) => minikube || name === 'minikube',
    command: (image, { name }) => readsNothing('minikube', '--profile', name, 'image', 'load', image),
  },
  // These run their pods on the very engine that builds.
  {
    fits: ({ name }) => /^(docker-desktop|rancher-desktop|orbstack|colima.*)$/.test(name),
    command: () => readsNothing(),
  },
  // containerd's own variable: its owner says so which one the hosts have.
  {
    fits: () => process.env.CONTAINERD_ADDRESS !== undefined && isInPath('ctr'),
    command: () => readsSaved('ctr', '--namespace', 'k8s.io', 'images', 'import', '-'),
  },
  {
    fits: (context) => isLocal(context) && isInPath('k3s'),
    command: () => readsSaved('k3s', 'ctr', 'images', 'import', '-'),
  },
];

/** @throws LabError kubernetes.image with what the program said */
async function run(words: readonly string[], dir: string, { signal, emit }: Context): Promise<void> {
  const [program = '', ...args] = words;
  const { child } = await start(program, args, {
    cwd: dir,
    env: { DOCKER_BUILDKIT: '1' },
    stdin: 'ignore',
    all: true,
    cancelSignal: signal,
  });
  for await (const line of child.iterable({ from: 'all' })) emit({ type: 'output', line: String(line) });
  const result = await child;
  signal.throwIfAborted();
  if (!result.failed) return;
  const said = lastLines(String(result.all ?? result.message ?? ''), 8);
  throw new LabError('kubernetes.image', { command: words.join(' '), said });
}

/** What to type so that the hosts of a cluster get an image. */
export async function handingCommand(image: string, place: LabPlace): Promise<string> {
  const engine = engines.find((each) => isInPath(each)) ?? 'docker';
  const context = await contextOf(place);
  const way = context && ways.find(({ fits }) => fits(context));
  if (!context || !way) return `zk-lab up --registry REGISTRY`;
  const { words, save } = way.command(image, context);
  if (words.length === 0) return `${engine} image inspect ${image}`;
  return `${save ? `${engine} save ${image} | ` : ''}${words.join(' ')}`;
}

async function contextOf(place: LabPlace): Promise<KnownContext | undefined> {
  return (await contexts(place)).known.find(({ name }) => name === place.context);
}

/**
 * Builds the image, and hands it to the cluster, unless that was done. A cluster for which no way is known may have it all the same:
 * pods will tell.
 * @throws LabError kubernetes.no-builder, kubernetes.image
 */
export async function provideImage(
  lab: Lab,
  manifests: readonly Manifest[],
  place: LabPlace,
  context: Context,
): Promise<void> {
  const image = imageIn(manifests);
  const wanted = imageAt(place.registry, image);
  if (place.given === wanted) return;
  const engine = engines.find((each) => isInPath(each));
  if (engine === undefined) throw new LabError('kubernetes.no-builder', { image });
  context.emit({ type: 'step', title: sentence('kubernetes.build', { engine }) });
  await run([engine, 'build', '--file', 'kubernetes/Dockerfile', '--tag', wanted, '.'], lab.dir, context);
  await hand(wanted, place, engine, lab.dir, context);
  notePlace(lab, { ...place, given: wanted });
}

async function hand(
  image: string,
  place: LabPlace,
  engine: string,
  dir: string,
  context: Context,
): Promise<void> {
  if (place.registry !== '') {
    context.emit({ type: 'step', title: sentence('kubernetes.push', { image }) });
    await run([engine, 'push', image], dir, context);
    return;
  }
  const known = await contextOf(place);
  const way = known && ways.find(({ fits }) => fits(known));
  if (!known || !way) {
    context.emit({ type: 'note', text: sentence('kubernetes.no-way', { image, context: place.context }) });
    return;
  }
  const { words, save } = way.command(image, known);
  if (words.length === 0) return;
  context.emit({
    type: 'step',
    title: sentence('kubernetes.load', { command: words.slice(0, 3).join(' ') }),
  });
  if (!save) {
    await run(words, dir, context);
    return;
  }
  const { writer, reader, stderr } = await piped(
    { command: [engine, 'save', image] },
    { command: words },
    context,
  );
  context.signal.throwIfAborted();
  if (writer === 0 && reader === 0) return;
  const command = `${engine} save ${image} | ${words.join(' ')}`;
  throw new LabError('kubernetes.image', { command, said: lastLines(stderr, 8) });
}
