import type Docker from 'dockerode';
import { LabError } from '../../messages/errors.js';
import type { Lab } from '../../model/lab.js';
import { overlap, unusedNetwork } from '../../model/network.js';

/** Labels that Compose puts on what it makes. */
export const labels = {
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  directory: 'com.docker.compose.project.working_dir',
} as const;

/** Filter for everything of a lab. */
export const ofLab = (lab: Lab): { label: string[] } => ({ label: [`${labels.project}=${lab.spec.name}`] });

/** Compose knows a project by its name alone: another directory's would be taken over. @throws LabError docker.other-lab */
export async function assertOwnProject(docker: Docker, lab: Lab): Promise<void> {
  const containers = await docker.listContainers({ all: true, filters: ofLab(lab) });
  const other = containers
    .map(({ Labels }) => Labels[labels.directory])
    .find((dir) => dir && dir !== lab.dir);
  if (other) throw new LabError('docker.other-lab', { name: lab.spec.name, other });
}

/** @throws LabError docker.network-taken where another network of the engine has some of the lab's addresses */
export async function assertNetworkFree(docker: Docker, lab: Lab): Promise<void> {
  const networks = (await docker.listNetworks()).flatMap(({ Name, Labels, IPAM }) =>
    Labels?.[labels.project] === lab.spec.name
      ? []
      : (IPAM?.Config ?? []).flatMap(({ Subnet }) =>
          Subnet && !Subnet.includes(':') ? [{ name: Name, range: Subnet }] : [],
        ),
  );
  const taken = networks.find(({ range }) => overlap(range, lab.spec.network));
  if (!taken) return;
  throw new LabError('docker.network-taken', {
    network: lab.spec.network,
    other: taken.name,
    range: taken.range,
    free: unusedNetwork(networks.map(({ range }) => range)),
  });
}
