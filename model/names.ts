/** Names of labs and nodes that somebody who reads them takes for something else: YAML, ssh, Ansible, or this program. */
import { UsageError } from '../messages/errors.js';
import { type MessageKey, say, spelled } from '../messages/index.js';
import type { LabNode } from './nodes.js';
import type { LabSpec } from './spec.js';

/** Why a name will not do. */
type Reason = 'yaml' | 'number' | 'machine' | 'all' | 'folder' | 'place';

const words: Readonly<Record<Exclude<Reason, 'number'>, readonly string[]>> = {
  yaml: ['null', 'true', 'false', 'yes', 'no', 'on', 'off', 'y', 'n'],
  // What /etc/hosts has already.
  machine: [
    ...['host', 'localhost', 'localhost4', 'localhost6', 'broadcasthost'],
    ...['ip6-localhost', 'ip6-loopback', 'ip6-localnet', 'ip6-mcastprefix', 'ip6-allnodes', 'ip6-allrouters'],
  ],
  // `exec all`, and the groups of inventory.ini.
  all: ['all', 'ungrouped', 'ensemble'],
  // Beside the nodes' own folders in local/.
  folder: ['zookeeper', 'jdk', 'lock'],
  // Where pages of labs to learn from have one type something, beside `host` (lessons/pages.ts).
  place: ['each', 'leader', 'follower'],
};

/** What YAML 1.1 or 1.2 reads as a number or a date, of all that a lab may be called. */
const numberPattern = /^(?:\d[\d_]*(?:e[-+]?\d+)?|0[box][\da-f_]+|\d{4}-\d{1,2}-\d{1,2})$/;

/** Why a name is taken for something else; undefined where it is not. */
function reasonAgainst(name: string, reasons: readonly Reason[]): Reason | undefined {
  return reasons.find((reason) =>
    reason === 'number' ? numberPattern.test(name) : words[reason].includes(name),
  );
}

const againstNode: readonly Reason[] = ['yaml', 'machine', 'all', 'folder', 'place'];
const againstLab: readonly Reason[] = ['yaml', 'number', 'machine', 'all'];

const why = (reason: Reason): string => say(`name.because.${reason}` satisfies MessageKey);

/** A lab's name that nobody takes for something else, made of one that may be. */
export function plainLabName(name: string): string {
  return reasonAgainst(name, againstLab) === undefined ? name : `lab-${name}`;
}

/** The error for a lab's name. @param origin the setting as it was written, with its value */
export function labNameError(origin: string, name: string): UsageError {
  // What is no text in YAML is there already what it should not be taken for.
  const reason = reasonAgainst(name, againstLab) ?? 'yaml';
  return new UsageError('name.lab', { origin, why: why(reason), instead: `lab-${name}` });
}

/** The error for a node's name. @param origin the setting that has it @param id its number, as far as it has one */
export function nodeNameError(origin: string, name: string, id: unknown): UsageError {
  const instead = `node${Number.isInteger(id) ? id : 1}`;
  const reason = reasonAgainst(name, againstNode);
  if (reason !== undefined) return new UsageError('name.node', { origin, name, why: why(reason), instead });
  return new UsageError('name.node.shape', { origin, name, instead });
}

/**
 * Refuses names that are taken for something else.
 * @param known names that a lab has had until now, and may go on with
 * @throws UsageError name.lab, name.node, name.prefix
 */
export function assertNames(
  { spec, nodes }: { readonly spec: LabSpec; readonly nodes: readonly LabNode[] },
  known: readonly string[],
): void {
  const { name, prefix } = spec;
  if (!known.includes(name) && reasonAgainst(name, againstLab))
    throw labNameError(spelled('name', name), name);
  for (const node of nodes) {
    const reason = known.includes(node.name) ? undefined : reasonAgainst(node.name, againstNode);
    if (reason === undefined) continue;
    if (typeof spec.nodes !== 'number') throw nodeNameError('nodes', node.name, node.id);
    throw new UsageError('name.prefix', { prefix, name: node.name, why: why(reason) });
  }
}
