import type { Lab } from '../model/lab.js';
import { elsewhere } from '../providers/common/unreached.js';
import type { Provider } from '../providers/contract.js';

/**
 * For what goes to nodes' ports and found nobody there: whether that is because those are on another machine.
 * @throws LabError node.elsewhere, with the way out
 */
export async function assertPortsHere(lab: Lab, provider: Provider): Promise<void> {
  const handles = lab.nodes.map((node) => provider.node(lab, node));
  const heard = await Promise.all(handles.map((handle) => handle.ask('srvr', 'engine')));
  if (heard.some(({ by, from }) => by === 'engine' && from === 'server'))
    throw elsewhere(provider.unreached(lab));
}
