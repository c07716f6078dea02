import { areGiven } from '../model/hosts.js';
import { type LabKeys, rootKeyName } from '../model/keys.js';
import type { LabNode } from '../model/nodes.js';
import type { Blueprint } from '../model/resolve.js';
import type { PlannedFile } from './planned-file.js';

/** One line per node, under its name and its address: complete before the first login. */
function knownHosts(keys: LabKeys, nodes: readonly LabNode[]): string {
  return nodes
    .map(({ name, address }) => `${name},${address} ${typeAndKey(keys.hosts[name]?.public ?? '')}\n`)
    .join('');
}

/** A public key without its comment. */
const typeAndKey = (line: string): string => line.split(' ').slice(0, 2).join(' ');

/**
 * The files below keys/, which is closed to others. Private ones are for their owner's eyes, as ssh insists; keys/nodes/ has the
 * same for whoever is root in a container: that may be anybody on this machine, who gets no further than what is mounted there.
 */
export function keyFiles(keys: LabKeys, blueprint: Blueprint): PlannedFile[] {
  if (areGiven(blueprint)) return rootKeyFiles(keys);
  const own = ownFiles(keys, blueprint.nodes);
  return [
    ...own.map((file) => ({ ...file, folder: 0o700 })),
    ...own.map(({ path, content }) => ({
      path: path.replace('keys/', 'keys/nodes/'),
      mode: 0o644,
      content,
      folder: 0o755,
    })),
  ];
}

/** What of it there is where the nodes are machines with host keys of their own. */
function rootKeyFiles(keys: LabKeys): PlannedFile[] {
  const named = /\/(id_ed25519(\.pub)?|authorized_keys)$/;
  return ownFiles(keys, [])
    .filter(({ path }) => named.test(path))
    .map((file) => ({ ...file, folder: 0o700 }));
}

function ownFiles(keys: LabKeys, nodes: readonly LabNode[]): PlannedFile[] {
  return [
    { path: `keys/${rootKeyName}`, mode: 0o600, content: keys.root.private },
    { path: `keys/${rootKeyName}.pub`, mode: 0o644, content: `${keys.root.public}\n` },
    // A host key's public half is in known_hosts, and in the private file itself.
    ...nodes.map(({ name }) => ({
      path: `keys/${name}`,
      mode: 0o600,
      content: keys.hosts[name]?.private ?? '',
    })),
    { path: 'keys/authorized_keys', mode: 0o600, content: `${keys.root.public}\n` },
    { path: 'keys/known_hosts', mode: 0o644, content: knownHosts(keys, nodes) },
  ];
}
