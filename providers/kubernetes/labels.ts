import type { Lab } from '../../model/lab.js';
import type { RegisteredLab } from '../../model/registry.js';

/** Labels of all that a cluster holds of a lab (templates/lab/kubernetes). */
export const labels = {
  /** The lab's id. */
  id: 'zk-lab.id',
  /** The node's name. */
  node: 'zk-lab.node',
  /** An annotation of its pods: the number of what they were told last that they are to have (handed.ts). */
  handed: 'zk-lab.handed',
} as const;

/** What selects all of a lab. */
export const ofLab = ({ facts }: Pick<Lab, 'facts'>): string => ofId(facts.id);
export const ofId = (id: RegisteredLab['id'] = ''): string => `${labels.id}=${id}`;

/** What selects all of some of its nodes. */
export const ofNodes = (lab: Pick<Lab, 'facts'>, nodes: readonly { readonly name: string }[]): string =>
  `${ofLab(lab)},${labels.node} in (${nodes.map(({ name }) => name).join(',')})`;

/** A node's pod: the first and only one of the set under its name. */
export const podOf = ({ name }: { readonly name: string }): string => `${name}-0`;

/** The container in it. */
export const container = 'node';

/** Its variable with the number of the files that it waits for (handed.ts). */
export const awaitedVariable = 'ZK_LAB_HANDED';

/** The claim that keeps what it has. */
export const claimOf = (node: { readonly name: string }): string => `node-${podOf(node)}`;

/**
 * Letters that a node's name may have in a cluster: its pods bear it in a label, with a number of up to ten digits behind a hyphen,
 * and a label has 63. With a longer one the set is accepted, and no pod ever comes.
 */
const longestName = 52;

/** The first name that is too long for a node there. */
export const tooLongName = (nodes: readonly { readonly name: string }[]) => {
  const found = nodes.find(({ name }) => name.length > longestName);
  return found && { name: found.name, length: found.name.length, most: longestName };
};
