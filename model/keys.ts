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
  for (;;) {
    const pair = keygen.generateKeyPairSync('ed25519', { comment });
    if (isWhole(pair.public)) return pair;
  }
}

const keyType = 'ssh-ed25519';
/** Bytes of an ed25519 public key in SSH's encoding: the name of its type and 32 bytes, each after its length. */
const publicKeyBytes = 4 + keyType.length + 4 + 32;

/** ssh2 1.17 drops a zero byte at a key's beginning, which makes one pair in 256 useless. */
function isWhole(publicKey: string): boolean {
  return Buffer.from(publicKey.split(' ')[1] ?? '', 'base64').length === publicKeyBytes;
}

/** The public half, which OpenSSH's format of private keys holds in the clear. */
function publicHalf(privateKey: string): string {
  const bytes = Buffer.from(privateKey.replace(/-----.*?-----/g, ''), 'base64');
  const begin = bytes.indexOf(keyType) - 4;
  return `${keyType} ${bytes.subarray(begin, begin + publicKeyBytes).toString('base64')}`;
}

function existingKey(directory: string, name: string, comment: string): KeyPair | undefined {
  const path = join(directory, name);
  if (!existsSync(path)) return undefined;
  const text = readFileSync(path, 'utf8');
  return { private: text, public: `${publicHalf(text)} ${comment}` };
}

/**
 * The lab's keys: those that lie in `directory` already, so that running nodes stay reachable, and new ones for the rest.
 * @param directory the lab's keys/ folder, which need not exist
 */
export function keysFor(name: string, nodes: readonly LabNode[], directory: string): LabKeys {
  const known = existsSync(directory);
  const keyOf = (file: string, comment: string): KeyPair =>
    (known ? existingKey(directory, file, comment) : undefined) ?? newKey(comment);
  return {
    root: keyOf(rootKeyName, `root@${name}`),
    hosts: Object.fromEntries(nodes.map((node) => [node.name, keyOf(node.name, `${node.name}@${name}`)])),
  };
}
