import { type KnownKey, knownKeys } from './known-hosts.js';
import type { PublicKey } from './public-key.js';
import type { Side } from './side.js';

/** What all nodes have told, looked up once. */
export interface Sides {
  readonly all: readonly Side[];
  /** On whom somebody really has logged in. */
  readonly proven: ReadonlySet<string>;
  known(side: Side): ReadonlyMap<string, readonly KnownKey[]>;
}

export function sidesOf(all: readonly Side[]): Sides {
  const owners = new Map<PublicKey, string[]>();
  for (const { node, hostKeys } of all) {
    for (const key of hostKeys) owners.set(key, [...(owners.get(key) ?? []), node.name, node.address]);
  }
  const hosts = all.flatMap(({ node }) => [node.name, node.address]);
  const found = new Map(all.map((side) => [side, knownKeys(side.known, hosts, owners)]));
  const proven = all.flatMap(({ tried }) =>
    [...tried].filter(([, words]) => words === '').map(([name]) => name),
  );
  return { all, proven: new Set(proven), known: (side) => found.get(side) ?? new Map() };
}
