import { type LabKeys, rootKeyName } from '../labs/keys.js';
import type { LabNode } from '../labs/nodes.js';
import type { PlannedFile } from './plan.js';

/** One line per node, under its name and its address: complete before the first login. */
function knownHosts(keys: LabKeys, nodes: readonly LabNode[]): string {
  return nodes
    .map(({ name, ip }) => `${name},${ip} ${typeAndKey(keys.hosts[name]?.public ?? '')}\n`)
    .join('');
}

/** A public key without its comment. */
const typeAndKey = (line: string): string => line.split(' ').slice(0, 2).join(' ');

/** The files below keys/. Private ones are for their owner's eyes, as ssh insists. */
export function keyFiles(keys: LabKeys, nodes: readonly LabNode[]): PlannedFile[] {
  const pair = (name: string, pair: LabKeys['root']): PlannedFile[] => [
    { path: `keys/${name}`, mode: 0o600, content: pair.private },
    { path: `keys/${name}.pub`, mode: 0o644, content: `${pair.public}\n` },
  ];
  return [
    ...pair(rootKeyName, keys.root),
    ...nodes.flatMap(({ name }) => {
      const key = keys.hosts[name];
      return key ? pair(name, key) : [];
    }),
    { path: 'keys/authorized_keys', mode: 0o600, content: `${keys.root.public}\n` },
    { path: 'keys/known_hosts', mode: 0o644, content: knownHosts(keys, nodes) },
  ];
}
