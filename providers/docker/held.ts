/** What the engine holds of a lab, known by the lab's id wherever its folder is now. */
import { existsSync } from 'node:fs';
import type Docker from 'dockerode';
import type { Lab } from '../../model/lab.js';
import { labels, underName, withLabel } from './labels.js';

/** A container of a lab. */
export interface LabContainer {
  readonly id: string;
  /** The node's name. */
  readonly service: string;
  /** As the engine has it: zk-lab-node1. */
  readonly name: string;
  readonly running: boolean;
  /** The folder that it was brought up from. */
  readonly dir: string;
  /** The Compose project that it belongs to. */
  readonly project: string;
}

const containerOf = ({ Id, Names, State, Labels }: Docker.ContainerInfo): LabContainer => ({
  id: Id,
  service: Labels[labels.service] ?? '',
  name: (Names[0] ?? '').replace(/^\//, ''),
  running: State === 'running',
  dir: Labels[labels.directory] ?? '',
  project: Labels[labels.project] ?? '',
});

/** The containers with a lab's id. */
export async function containersWithId(docker: Docker, id: string): Promise<LabContainer[]> {
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
  const named = await docker.listContainers({ all: true, filters: underName(lab) });
  return named
    .filter(({ Labels }) => Labels[labels.id] === undefined)
    .map(containerOf)
    .filter(({ dir }) => dir === lab.dir || !existsSync(dir));
}

/** The names of volumes with a lab's id; of 0.1.0's, those under its name that have none. */
export async function volumesOf(docker: Docker, lab: Lab): Promise<string[]> {
  const [own, named] = await Promise.all([
    docker.listVolumes({ filters: withLabel(labels.id, lab.facts.id) }),
    docker.listVolumes({ filters: underName(lab) }),
  ]);
  const adopted = (named.Volumes ?? []).filter(({ Labels }) => Labels?.[labels.id] === undefined);
  return [...(own.Volumes ?? []), ...adopted].map(({ Name }) => Name);
}
