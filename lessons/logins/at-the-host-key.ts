import type { Obstacle } from './obstacle.js';
import { typeOf } from './public-key.js';
import { versionOf } from './settings.js';
import type { Side } from './side.js';
import type { Sides } from './sides.js';

/** What is wrong with what a node knows of another one's host key. */
export function atTheHostKey(from: Side, to: Side, sides: Sides): Obstacle | undefined {
  const { keyTypes, checksAddresses } = versionOf(from.settings);
  const known = sides.known(from);
  const entries = known.get(to.node.name) ?? [];
  const found = (kind: Obstacle['kind'], ...which: string[]): Obstacle => {
    return { kind, at: from.node, other: to.node, which };
  };
  if (to.hostKeys.length === 0) return undefined;
  const plain = entries.filter(({ revoked }) => !revoked);
  // ssh asks for a key of a type that it knows, if it can have one.
  const offered = keyTypes.filter((type) => to.hostKeys.some((key) => typeOf(key) === type));
  const type = offered.find((each) => plain.some(({ key }) => typeOf(key) === each)) ?? offered[0];
  const shown = to.hostKeys.find((key) => typeOf(key) === type);
  const wrong = plain.some(({ key }) => key === shown)
    ? entries.find(({ key, revoked }) => revoked && key === shown)
    : plain[0];
  if (wrong) {
    return wrong.file === `${from.home}/.ssh/known_hosts`
      ? found('changed')
      : found('changed-file', wrong.file);
  }
  if (plain.length === 0) return found('confirm');
  const ofAddress = checksAddresses ? (known.get(to.node.address) ?? []) : [];
  const differs = ofAddress.length > 0 && !ofAddress.some(({ key }) => key === shown);
  return differs ? found('address', to.node.address) : undefined;
}
