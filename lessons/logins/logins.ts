import type { LabNode } from '../../model/nodes.js';
import type { Compare, Verdict } from '../comparison.js';
import { kinds, type Obstacle } from './obstacle.js';
import { obstacleFinder } from './obstacles.js';
import { type Side, sideOf } from './side.js';
import { sidesOf } from './sides.js';
import { words } from './words.js';

const namesOf = (nodes: readonly LabNode[]): string => nodes.map(({ name }) => name).join(', ');

/** What several obstacles on one node come to: those of the kind that comes first, told and mended together. */
function verdictOn(obstacles: readonly Obstacle[]): Pick<Verdict, 'seen' | 'detail' | 'about'> | undefined {
  const kind = kinds.find((each) => obstacles.some((obstacle) => obstacle.kind === each));
  const alike = obstacles.filter((obstacle) => obstacle.kind === kind);
  const [first] = alike;
  if (kind === undefined || !first) return undefined;
  const { which } = first;
  const together = alike.filter((each) => each.which.join('\n') === which.join('\n'));
  // What somebody lacks is told of all, and mended for one at a time, from that one's file.
  const others = (kind === 'give' ? alike : together).flatMap(({ other }) => other ?? []);
  const about = { others: [...new Set(others)], which };
  return { detail: kind, seen: words[kind](namesOf(about.others), which.join(' ')), about };
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
