import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabNode } from './nodes.js';
import { type KeyPair, newKey, pairOf } from './openssh-key.js';

/** Everything that SSH trust within a lab rests on. */
export interface LabKeys {
  /** root's own pair, the same on every node. */
  readonly root: KeyPair;
  /** Each node's host key, by node name. */
  readonly hosts: Readonly<Record<string, KeyPair>>;
}

/** Where keys are in a lab; and in there, what containers are given of it. */
export const keysFolder = 'keys';
export const nodeKeysFolder = 'nodes';

/** Root's private key there. A node's host key has the node's name. */
export const rootKeyName = 'id_ed25519';

/**
 * The lab's keys: those that lie in `directory` already, so that running nodes stay reachable, and new ones for the rest.
 * @param directory the lab's keys/ folder, which need not exist
 */
export async function keysFor(name: string, nodes: readonly LabNode[], directory: string): Promise<LabKeys> {
  const keyOf = async (file: string, comment: string): Promise<KeyPair> => {
    const path = join(directory, file);
    return existsSync(path) ? pairOf(readFileSync(path, 'utf8'), comment) : newKey(comment);
  };
  const own = nodes.filter(({ host }) => host === undefined);
  const [root, ...hosts] = await Promise.all([
    keyOf(rootKeyName, `root@${name}`),
    ...own.map((node) => keyOf(node.name, `${node.name}@${name}`)),
  ]);
  return { root, hosts: Object.fromEntries(own.map((node, index) => [node.name, hosts[index] as KeyPair])) };
}
