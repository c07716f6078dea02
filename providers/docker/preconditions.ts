import type Docker from 'dockerode';
import { LabError } from '../../messages/errors.js';
import type { Lab } from '../../model/lab.js';
import { overlap, unusedNetwork } from '../../model/network.js';
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
      typed: quotedPath(other.dir),
    });
}

/** @throws LabError docker.network-taken where another network of the engine has some of the lab's addresses */
export async function assertNetworkFree(docker: Docker, lab: Lab, project: string): Promise<void> {
  const networks = (await docker.listNetworks()).flatMap(({ Name, Labels, IPAM }) =>
    Labels?.[labels.project] === project
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
