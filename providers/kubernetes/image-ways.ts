/** How the hosts of a cluster are given an image that this machine has: one way for each kind of cluster. Nothing is run here. */
import { isInPath } from '../../system/programs.js';
import type { KnownContext } from './contexts.js';

/** Engines that build images, with the same words; the first that is there is taken. */
export const engines = ['docker', 'podman', 'nerdctl'] as const;
export type Engine = (typeof engines)[number];

/** An image, as this machine has it. */
export interface BuiltImage {
  readonly image: string;
  readonly engine: Engine;
  /** The file that it would be saved in. */
  readonly archive: string;
}

/** What is typed, and where that finds the image. */
export interface Handing {
  /** Program and arguments; none where the cluster has what the engine has. */
  readonly words: readonly string[];
  /** By asking the engine; by reading what that saves; or in the file that it was saved in before. */
  readonly reads: 'engine' | 'stream' | 'file';
  /** Only this machine has it then, and other hosts of the cluster do not; absent: all have it. */
  readonly here?: true;
}

interface Way {
  /** Whether it is the one for that context. */
  fits(context: KnownContext): boolean;
  handing(built: BuiltImage, context: KnownContext): Handing;
}

const after = (prefix: string, { name }: KnownContext): string => name.slice(prefix.length);
const asks = (...words: string[]): Handing => ({ words, reads: 'engine' });
const readsStream = (...words: string[]): Handing => ({ words, reads: 'stream' });
const readsFile = (...words: string[]): Handing => ({ words, reads: 'file' });

const isLocal = ({ server }: KnownContext): boolean =>
  /^https?:\/\/(127\.[\d.]+|localhost|\[::1\]|0\.0\.0\.0)(:\d+)?(\/|$)/.test(server);

// kind, k3d and minikube ask Docker for an image, whatever else there is. Of the three, only minikube can be trusted with a stream, and
// leaves what it has read behind: so what another engine has built is handed over as a file.
const ways: readonly Way[] = [
  {
    fits: ({ name }) => name.startsWith('kind-'),
    handing: ({ image, engine, archive }, context) => {
      const name = after('kind-', context);
      return engine === 'docker'
        ? asks('kind', 'load', 'docker-image', image, '--name', name)
        : readsFile('kind', 'load', 'image-archive', archive, '--name', name);
    },
  },
  {
    fits: ({ name }) => name.startsWith('k3d-'),
    handing: ({ image, engine, archive }, context) => {
      const words = (what: string) => ['k3d', 'image', 'import', what, '--cluster', after('k3d-', context)];
      return engine === 'docker' ? asks(...words(image)) : readsFile(...words(archive));
    },
  },
  {
    fits: ({ minikube, name }) => minikube || name === 'minikube',
    handing: ({ image, engine, archive }, { name }) => {
      const words = (what: string) => ['minikube', '--profile', name, 'image', 'load', what];
      return engine === 'docker' ? asks(...words(image)) : readsFile(...words(archive));
    },
  },
  // These run their pods on the very engine that builds; containerd keeps what pods run apart from what people build.
  {
    fits: ({ name }) => /^(docker-desktop|rancher-desktop|orbstack|colima.*)$/.test(name),
    handing: ({ engine }) =>
      engine === 'nerdctl' ? readsStream('nerdctl', '--namespace', 'k8s.io', 'load') : asks(),
  },
  // containerd's own variable: its owner says so which one the hosts have.
  {
    fits: () => process.env.CONTAINERD_ADDRESS !== undefined && isInPath('ctr'),
    handing: () => ({ ...readsStream('ctr', '--namespace', 'k8s.io', 'images', 'import', '-'), here: true }),
  },
  {
    fits: (context) => isLocal(context) && isInPath('k3s'),
    handing: () => ({ ...readsStream('k3s', 'ctr', 'images', 'import', '-'), here: true }),
  },
];

/** How a context's hosts get an image; undefined where no way is known. */
export function handingTo(context: KnownContext | undefined, built: BuiltImage): Handing | undefined {
  return context && ways.find(({ fits }) => fits(context))?.handing(built, context);
}

/** How an image is saved in its file. */
export const saving = ({ engine, image, archive }: BuiltImage): string[] => [
  engine,
  'save',
  '--output',
  archive,
  image,
];

/** The same as a line for a shell. */
export function handingLine(handing: Handing, built: BuiltImage): string {
  const { engine, image } = built;
  const line = handing.words.join(' ');
  // The cluster has it, if the engine does.
  if (line === '') return `${engine} image inspect ${image}`;
  if (handing.reads === 'engine') return line;
  return handing.reads === 'stream'
    ? `${engine} save ${image} | ${line}`
    : `${saving(built).join(' ')} && ${line}`;
}
