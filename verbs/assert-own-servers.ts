import { LabError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { type Lab, namesOf } from '../model/lab.js';
import type { Provider } from '../providers/contract.js';

/**
 * For what opens sessions at nodes' ports of this machine: whether somebody else answers there while a node does not run,
 * as another lab of the same ports does.
 * @throws LabError node.anothers
 */
export async function assertOwnServers(lab: Lab, provider: Provider): Promise<void> {
  const states = await provider.states(lab);
  const off = lab.nodes.filter(({ name }) => !states.some((state) => state.name === name && state.running));
  const handles = off.map((node) => provider.node(lab, node));
  const heard = await Promise.all(handles.map(({ ask }) => ask('srvr', 'port')));
  const taken = handles.filter((_, index) => heard[index]?.from === 'server');
  if (taken.length === 0) return;
  throw new LabError('node.anothers', {
    nodes: namesOf(taken.map(({ node }) => node)),
    addresses: listed(taken.map(({ address: { host, port } }) => `${host}:${port}`)),
  });
}
