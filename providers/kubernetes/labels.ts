import type { Lab } from '../../model/lab.js';
import type { RegisteredLab } from '../../model/registry.js';

/** Labels of all that a cluster holds of a lab (templates/lab/kubernetes). */
export const labels = {
  /** The lab's id. */
  id: 'zk-lab.id',
  /** The node's name. */
  node: 'zk-lab.node',
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

/** The claim that keeps what it has. */
export const claimOf = (node: { readonly name: string }): string => `node-${podOf(node)}`;
