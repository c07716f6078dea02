/** What the engine holds of a lab, known by the lab's id wherever its folder is now. */
import { existsSync } from 'node:fs';
import type Docker from 'dockerode';
import type { Lab } from '../../model/lab.js';
import { labels, ofProject, withLabel } from './labels.js';

/** A container of a lab. */
export interface LabContainer {
  readonly id: string;
  /** The node's name. */
  readonly service: string;
  /** As the engine has it: zk-lab-node1. */
  readonly name: string;
  readonly running: boolean;
  /** It was made and not started yet. */
  readonly neverRan: boolean;
  /** `docker pause` was typed. */
  readonly paused: boolean;
  /** It has ended by itself, and the engine waits before it tries again: longer each time. */
  readonly restarting: boolean;
  /** It has ended by itself, by what the engine says of it; whoever stops one ends it with a signal, or with its leave. */
  readonly failed: boolean;
  /** The lab's id; absent for what has none. */
  readonly lab: string | undefined;
  /** The folder that it was brought up from. */
  readonly dir: string;
  /** The Compose project that it belongs to. */
  readonly project: string;
  /** The version of podman-compose, if that has made it. */
  readonly podmanCompose: string | undefined;
}

const containerOf = ({ Id, Names, State, Status, Labels }: Docker.ContainerInfo): LabContainer => ({
  id: Id,
  service: Labels[labels.service] ?? '',
  name: (Names[0] ?? '').replace(/^\//, ''),
  running: State === 'running',
  neverRan: State === 'created',
  paused: State === 'paused',
  restarting: State === 'restarting',
  failed: /^(?:Exited|Restarting) \((?!0\)|1(?:30|37|43)\))/.test(Status),
  lab: Labels[labels.id],
  dir: Labels[labels.directory] ?? '',
  project: Labels[labels.project] ?? '',
  podmanCompose: Labels[labels.podmanCompose],
});

/** The containers with a lab's id. */
async function containersWithId(docker: Docker, id: string): Promise<LabContainer[]> {
  const found = await docker.listContainers({ all: true, filters: withLabel(labels.id, id) });
  return found.map(containerOf);
}

/**
 * The lab's containers. Those that 0.1.0 made have no id: they are the lab's if they have its name, and its folder, or one
 * that is gone, as after `mv`.
 */
export async function containersOf(docker: Docker, lab: Lab): Promise<LabContainer[]> {
  const found = await containersWithId(docker, lab.facts.id);
  if (found.length > 0) return found;
  const named = await docker.listContainers({ all: true, filters: ofProject(lab.spec.name) });
  return named
    .filter(({ Labels }) => Labels[labels.id] === undefined)
    .map(containerOf)
    .filter(({ dir }) => dir === lab.dir || !existsSync(dir));
}

/** What stands under the lab's name in the engine. */
export interface UnderName {
  /** Containers that its owner has put beside its nodes, from the same folder: Compose takes them for one project. */
  readonly beside: readonly LabContainer[];
  /** Containers of somebody else's project of that name. */
  readonly others: readonly LabContainer[];
}

/** Tells the containers apart that are in the lab's project and are none of its nodes. */
export async function underNameOf(docker: Docker, lab: Lab, project: string): Promise<UnderName> {
  const own = await containersOf(docker, lab);
  const folders = new Set([lab.dir, ...own.map(({ dir }) => dir)]);
  const named = await docker.listContainers({ all: true, filters: ofProject(project) });
  const strangers = named.filter(({ Id }) => !own.some(({ id }) => id === Id));
  const isBeside = ({ Labels }: Docker.ContainerInfo): boolean =>
    Labels[labels.id] === undefined && folders.has(Labels[labels.directory] ?? '');
  return {
    beside: strangers.filter(isBeside).map(containerOf),
    others: strangers.filter((each) => !isBeside(each)).map(containerOf),
  };
}

/** Volumes with a lab's id; of 0.1.0's, those under its name that have none. */
async function volumesFound(docker: Docker, lab: Lab): Promise<Docker.VolumeInspectInfo[]> {
  const [own, named] = await Promise.all([
    docker.listVolumes({ filters: withLabel(labels.id, lab.facts.id) }),
    docker.listVolumes({ filters: ofProject(lab.spec.name) }),
  ]);
  const adopted = (named.Volumes ?? []).filter(({ Labels }) => Labels?.[labels.id] === undefined);
  return [...(own.Volumes ?? []), ...adopted];
}

/** The Compose project that the engine holds the lab under, whatever its specification calls it by now; else its name. */
export async function projectOf(docker: Docker, lab: Lab): Promise<string> {
  const [container] = await containersOf(docker, lab);
  if (container) return container.project;
  const [volume] = await volumesFound(docker, lab);
  return volume?.Labels?.[labels.project] ?? lab.spec.name;
}

/** The names of a lab's volumes. */
export async function volumesOf(docker: Docker, lab: Lab): Promise<string[]> {
  return (await volumesFound(docker, lab)).map(({ Name }) => Name);
}

/** The names of those that no container has. */
export async function unusedVolumesOf(docker: Docker, { facts }: Lab): Promise<string[]> {
  const filters = { ...withLabel(labels.id, facts.id), dangling: ['true'] };
  return ((await docker.listVolumes({ filters })).Volumes ?? []).map(({ Name }) => Name);
}

/** Whether the engine has the lab's network. */
export async function hasNetwork(docker: Docker, { facts }: Lab): Promise<boolean> {
  return (await docker.listNetworks({ filters: withLabel(labels.id, facts.id) })).length > 0;
}

/** The names of the volumes of some of a lab's nodes: compose.yaml calls each after its node and what it keeps. */
export async function volumesOfNodes(
  docker: Docker,
  lab: Lab,
  nodes: readonly { readonly name: string }[],
): Promise<string[]> {
  const nodeOf = (volume = ''): string => volume.slice(0, volume.lastIndexOf('-'));
  return (await volumesFound(docker, lab))
    .filter(({ Labels }) => nodes.some(({ name }) => name === nodeOf(Labels?.[labels.volume])))
    .map(({ Name }) => Name);
}
