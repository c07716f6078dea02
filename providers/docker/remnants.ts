/** What is left of a lab whose folder is gone: known by its id, and removed without Compose, which would need the folder. */
import type Docker from 'dockerode';
import { LabError, reasonOf } from '../../messages/errors.js';
import { sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { RegisteredLab } from '../../model/registry.js';
import type { Remnants } from '../contract.js';
import { notAnswering } from './endpoint.js';
import { answered, connectEngine } from './engine.js';
import { labels, withLabel } from './labels.js';

interface Left {
  readonly containers: readonly Docker.ContainerInfo[];
  readonly volumes: readonly string[];
  readonly networks: readonly string[];
}

/** By id; what 0.1.0 made has none, and is known by name and folder. Its volumes say no folder, its containers do. */
async function leftOf(docker: Docker, { id, name, dir }: RegisteredLab): Promise<Left> {
  const byId = id === undefined ? undefined : withLabel(labels.id, id);
  const byName = withLabel(labels.project, name);
  const containersBy = (filters: { label: string[] }) => docker.listContainers({ all: true, filters });
  const holders = id === undefined ? [] : await containersBy(withLabel(labels.fault, id));
  const own = [...(byId ? await containersBy(byId) : []), ...holders];
  const old = (name === '' ? [] : await containersBy(byName)).filter(
    ({ Labels }) => Labels[labels.id] === undefined && Labels[labels.directory] === dir,
  );
  const filters = old.length > 0 ? [byId, byName] : [byId];
  const [volumes, networks] = [new Set<string>(), new Set<string>()];
  for (const filter of filters) {
    if (!filter) continue;
    const found = await docker.listVolumes({ filters: filter });
    for (const { Name } of found.Volumes ?? []) volumes.add(Name);
    for (const { Name } of await docker.listNetworks({ filters: filter })) networks.add(Name);
  }
  return { containers: [...own, ...old], volumes: [...volumes], networks: [...networks] };
}

/** Names of what is left, as the engine has them. */
export async function remnantsOf(lab: RegisteredLab): Promise<Remnants> {
  const { docker, ...place } = connectEngine();
  if (place.unusable) return { found: 'unknown', ...place.unusable };
  try {
    const { containers, volumes, networks } = await answered(leftOf(docker, lab));
    const names = containers.map(({ Names }) => (Names[0] ?? '').replace(/^\//, ''));
    return {
      found: [...names, ...volumes, ...networks],
      running: containers.filter(({ State }) => State === 'running').length,
    };
  } catch (error) {
    return { found: 'unknown', ...notAnswering(error, place) };
  }
}

/** Removes containers, then what they used. @throws LabError docker.failed */
export async function removeRemnants(lab: RegisteredLab, { emit }: Context): Promise<void> {
  const { docker } = connectEngine();
  emit({ type: 'step', title: sentence('docker.remove') });
  try {
    const { containers, volumes, networks } = await leftOf(docker, lab);
    await Promise.all(containers.map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })));
    await Promise.all(networks.map((name) => docker.getNetwork(name).remove()));
    await Promise.all(volumes.map((name) => docker.getVolume(name).remove()));
  } catch (error) {
    throw new LabError('docker.failed', { reason: reasonOf(error) });
  }
}
