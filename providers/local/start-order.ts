import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../model/lab.js';
import { type LabNode, votersOf } from '../../model/nodes.js';
import { nodeFolders } from './layout.js';

/** Whether a node has anything that it could lose: a snapshot or a transaction log. */
export function hasData(lab: Lab, { name }: LabNode): boolean {
  const { data, logs } = nodeFolders(lab, name);
  return [data, logs].some((folder) => existsSync(join(folder, 'version-2')));
}

/**
 * Which nodes start together, and which only after those serve. Empty newcomers that are a majority would elect one of
 * themselves, and the others would have to forget what they know. So the voters with data come first, with just as many
 * newcomers as a quorum needs: every quorum among these has a voter with data, whose vote wins.
 * @param starting the nodes that are to be started
 * @param old whether a node has data
 */
export function inStartOrder(
  lab: Lab,
  starting: readonly LabNode[],
  old: (node: LabNode) => boolean,
): readonly (readonly LabNode[])[] {
  const voters = votersOf(lab.nodes);
  const knowing = voters.filter(old);
  if (knowing.length === 0 || knowing.length === voters.length) return [starting];
  const { needed } = lab.quorum;
  const newcomers = voters.filter((node) => !knowing.includes(node));
  const core = [...knowing, ...newcomers.slice(0, Math.max(0, needed - knowing.length))];
  const first = starting.filter((node) => core.includes(node));
  const later = starting.filter((node) => !core.includes(node));
  return [first, later].filter((wave) => wave.length > 0);
}
