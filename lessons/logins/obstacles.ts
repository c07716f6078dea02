import { atTheDoor } from './at-the-door.js';
import { atTheHostKey } from './at-the-host-key.js';
import { atTheKeys } from './at-the-keys.js';
import { type Obstacle, turnedAway, unreachable } from './obstacle.js';
import type { Side } from './side.js';
import type { Sides } from './sides.js';

/** What keeps a node from logging in on another by all that both of them tell of themselves. */
function byWhatTheyTell(from: Side, to: Side, sides: Sides): Obstacle | undefined {
  const hostKey = atTheHostKey(from, to, sides);
  const keys = atTheKeys(from, to);
  // ssh-copy-id asks about a host key that is new, too.
  return hostKey?.kind === 'confirm' ? (keys ?? hostKey) : (hostKey ?? keys);
}

/** Whether a node got in where by all that is told it should not have: then what they tell is not all that counts. */
function isMisread(side: Side, sides: Sides): boolean {
  return sides.all.some((other) =>
    [
      [side, other],
      [other, side],
    ].some(([from, to]) => {
      if (!from || !to || from.tried.get(to.node.name) !== '') return false;
      const told = byWhatTheyTell(from, to, sides);
      return told !== undefined && told.kind !== 'address';
    }),
  );
}

/**
 * What finds out what keeps one node from logging in on another: what was really tried counts for more than what follows
 * from keys and settings.
 */
export function obstacleFinder(sides: Sides): (from: Side, to: Side) => Obstacle | undefined {
  const doors = new Map(sides.all.map((side) => [side, atTheDoor(side, sides)]));
  const misread = new Set(sides.all.filter((side) => isMisread(side, sides)));
  return (from, to) => {
    const said = from.tried.get(to.node.name);
    const told = byWhatTheyTell(from, to, sides);
    // It was tried without a look at the address, so that ssh would not write it into known_hosts.
    if (said === '') return told?.kind === 'address' ? told : undefined;
    const door = doors.get(to);
    if (door) return door;
    const other: Obstacle = { kind: 'other', at: from.node, other: to.node, which: [said ?? ''] };
    if (said === undefined) return misread.has(from) || misread.has(to) ? undefined : told;
    if (unreachable.test(said)) return other;
    if (told) return told;
    return turnedAway.test(said) && sides.proven.has(to.node.name) ? undefined : other;
  };
}
