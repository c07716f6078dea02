import type { LabNode } from '../../model/nodes.js';
import type { Compare, Verdict } from '../comparison.js';
import { kinds, type Obstacle, obstacleFinder, sidesOf } from './obstacles.js';
import { type Side, sideOf } from './side.js';
import { words } from './words.js';

const namesOf = (nodes: readonly LabNode[]): string => nodes.map(({ name }) => name).join(', ');

/** What several obstacles on one node come to: those of the kind that comes first, told and mended together. */
function verdictOn(obstacles: readonly Obstacle[]): Pick<Verdict, 'seen' | 'detail' | 'about'> | undefined {
  const kind = kinds.find((each) => obstacles.some((obstacle) => obstacle.kind === each));
  if (kind === undefined) return undefined;
  const alike = obstacles.filter((obstacle) => obstacle.kind === kind);
  // Of what ssh says and nobody understands, one thing is enough; and a key is given from one node at a time.
  const told = kind === 'other' ? alike.slice(0, 1) : alike;
  const others = [...new Set(told.flatMap(({ other }) => other ?? []))];
  const which = [...new Set((kind === 'give' ? told.slice(0, 1) : told).flatMap((each) => each.which))];
  return { detail: kind, seen: words[kind](namesOf(others), which.join(' ')), about: { others, which } };
}

/**
 * Each node logs in on each. A node has really tried some of the others; for the rest, what it tells of its keys and of
 * the host keys that it knows is held beside what the other one tells of its sshd and of whom that lets in: of fifty nodes,
 * 2500 logins would take minutes. Whoever waits for a node that does not run, or for one that is to be mended itself, waits.
 */
export const logins: Compare = (given, nodes) => {
  const sides = new Map<LabNode, Side>();
  for (const { node, observation } of given) {
    const side = sideOf(node, observation.told ?? []);
    if (side) sides.set(node, side);
  }
  const find = obstacleFinder(sidesOf([...sides.values()]));
  const found = new Map<LabNode, Obstacle[]>(nodes.map((node) => [node, []]));
  const waiting = new Set<LabNode>();
  for (const from of sides.values()) {
    for (const node of nodes) {
      const to = sides.get(node);
      const obstacle = to && find(from, to);
      if (obstacle) found.get(obstacle.at)?.push(obstacle);
      if (!to || (obstacle && obstacle.at !== from.node)) waiting.add(from.node);
    }
  }
  return given.map(({ node, observation: { told: _, ...observation } }): Verdict => {
    if (!sides.has(node)) return observation;
    const verdict = verdictOn(found.get(node) ?? []);
    if (verdict) return { ...observation, done: false, ...verdict };
    return waiting.has(node) ? { ...observation, done: false, waits: true } : observation;
  });
};
