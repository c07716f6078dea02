import type Docker from 'dockerode';
import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import { overlap, unusedNetwork } from '../../model/network.js';
import { isThere, registeredLab, toldLab } from '../../model/registry.js';
import { quotedPath } from '../../system/quoted.js';
import { underNameOf } from './held.js';
import { labels } from './labels.js';

/** Compose knows a project by its name alone: another directory's would be taken over. @throws LabError docker.other-lab */
export async function assertOwnProject(docker: Docker, lab: Lab, project: string): Promise<void> {
  const [other] = (await underNameOf(docker, lab, project)).others;
  if (other)
    throw new LabError('docker.other-lab', {
      name: project,
      other: other.dir,
      command: endingOf(other.lab, { name: project, dir: other.dir }),
    });
}

/** What ends a lab of that id: where it is, or by its name alone; what nobody remembers, Compose ends. */
function endingOf(
  id: string | undefined,
  { name, dir }: { readonly name: string; readonly dir: string },
): string {
  if (isThere({ dir, ...(id !== undefined && { id }) })) return `zk-lab destroy --lab ${quotedPath(dir)}`;
  const known = id === undefined ? undefined : registeredLab(id);
  return known ? `zk-lab destroy ${known.name}` : `docker compose -p ${name} down --volumes`;
}

/** @throws LabError docker.network-taken where another network of the engine has some of the lab's addresses */
export async function assertNetworkFree(docker: Docker, lab: Lab, project: string): Promise<void> {
  const networks = (await docker.listNetworks()).flatMap(({ Name, Labels, IPAM }) =>
    Labels?.[labels.project] === project
      ? []
      : (IPAM?.Config ?? []).flatMap(({ Subnet }) =>
          Subnet && !Subnet.includes(':') ? [{ name: Name, range: Subnet, id: Labels?.[labels.id] }] : [],
        ),
  );
  const taken = networks.find(({ range }) => overlap(range, lab.spec.network));
  if (!taken) return;
  const owner = taken.id === undefined ? undefined : registeredLab(taken.id);
  throw new LabError('docker.network-taken', {
    network: lab.spec.network,
    other: taken.name,
    of: owner ? say('docker.network-of', { lab: toldLab(owner) }) : '',
    range: taken.range,
    free: unusedNetwork(networks.map(({ range }) => range)),
  });
}
