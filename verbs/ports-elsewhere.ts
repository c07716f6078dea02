import { type Sentence, sentence } from '../messages/index.js';
import { parseHost } from '../model/hosts.js';
import type { Lab } from '../model/lab.js';
import type { Provider } from '../providers/contract.js';
import { ports } from '../software/zookeeper/ports.js';
import { loopback } from '../system/ports.js';
import { quoted } from '../system/quoted.js';

/** What leads clients of this machine to nodes that are there already, through the first of them. */
function forwarding({ nodes }: Lab): string {
  const { destination, port } = parseHost(nodes[0]?.host ?? '');
  const ways = nodes.map(
    ({ clientPort, address }) => `-L ${loopback}:${clientPort}:${address}:${ports.client}`,
  );
  return ['ssh -N', ...(port === undefined ? [] : [`-p ${port}`]), ...ways, quoted(destination)].join(' ');
}

/** What to know where nodes answer their engine, and nobody answers at the ports where clients of this machine look for them. */
export function portsElsewhere(lab: Lab, provider: Provider): Sentence {
  if (!provider.capabilities.given) {
    return sentence('status.ports-elsewhere', { provider: provider.name, endpoint: provider.endpoint() });
  }
  const connectString = lab.nodes.map(({ clientPort }) => `${loopback}:${clientPort}`).join(',');
  return sentence('status.ports-closed', { command: forwarding(lab), connectString });
}
