import { sentence } from '../../messages/index.js';
import { parseHost } from '../../model/hosts.js';
import type { Lab } from '../../model/lab.js';
import { ports } from '../../software/zookeeper/ports.js';
import { loopback } from '../../system/ports.js';
import { quoted } from '../../system/quoted.js';
import type { Unreached } from '../contract.js';

/** What leads clients of this machine to the nodes, through the first of them. */
function forwarding({ nodes }: Lab): string {
  const { destination, port } = parseHost(nodes[0]?.host ?? '');
  const ways = nodes.map(
    ({ clientPort, address }) => `-L ${loopback}:${clientPort}:${address}:${ports.client}`,
  );
  return ['ssh -N', ...(port === undefined ? [] : [`-p ${port}`]), ...ways, quoted(destination)].join(' ');
}

/** A firewall or a jump host is between, which SSH goes through. */
export function unreached(lab: Lab): Unreached {
  const connectString = lab.nodes.map(({ clientPort }) => `${loopback}:${clientPort}`).join(',');
  return {
    told: sentence('status.ports-closed', { command: forwarding(lab), connectString }),
    remedy: sentence('doctor.ports-closed.remedy'),
  };
}
