import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import keygen from 'ssh2/lib/keygen.js';
import type { LabNode } from './nodes.js';

/** An OpenSSH key pair as the text of its two files, without the line end of the public one. */
export interface KeyPair {
  readonly private: string;
  readonly public: string;
}

/** Everything that SSH trust within a lab rests on. */
export interface LabKeys {
  /** root's own pair, the same on every node. */
  readonly root: KeyPair;
  /** Each node's host key, by node name. */
  readonly hosts: Readonly<Record<string, KeyPair>>;
}

/** Names of the key files below keys/. */
export const rootKeyName = 'id_ed25519';

/**
 * ed25519, because CentOS 7.3's OpenSSH 6.6 and every living one know it,
 * while the RSA that 6.6 can do is refused from OpenSSH 8.8 on.
 */
function newKey(comment: string): KeyPair {
  return keygen.generateKeyPairSync('ed25519', { comment });
}

function existingKey(directory: string, name: string): KeyPair | undefined {
  const path = join(directory, name);
  if (!existsSync(path) || !existsSync(`${path}.pub`)) return undefined;
  return { private: readFileSync(path, 'utf8'), public: readFileSync(`${path}.pub`, 'utf8').trimEnd() };
}

/**
 * The lab's keys: those that lie in `directory` already, so that running nodes stay reachable, and new ones for the rest.
 * @param directory the lab's keys/ folder, which need not exist
 */
export function keysFor(name: string, nodes: readonly LabNode[], directory: string): LabKeys {
  const keyOf = (file: string, comment: string): KeyPair => existingKey(directory, file) ?? newKey(comment);
  return {
    root: keyOf(rootKeyName, `root@${name}`),
    hosts: Object.fromEntries(nodes.map((node) => [node.name, keyOf(node.name, `${node.name}@${name}`)])),
  };
}
