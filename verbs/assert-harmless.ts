/** Writing a lab's files anew must not tear its ensemble apart: who votes, and where each keeps its data. */
import { UsageError } from '../messages/errors.js';
import { type LabFacts, type MadeNodes, readFactsFile } from '../model/facts.js';
import { type Lab, openLab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import { registeredLab } from '../model/registry.js';
import type { ProviderName } from '../providers/contract.js';
import { holdingsOf } from '../providers/index.js';

/** What a lab's engines were told of it when it was written. Labs of 0.1.0 kept no record beside zk-lab.yaml. */
export function madeOf({ facts, spec, nodes }: Lab): MadeNodes {
  return facts.made ?? { name: spec.name, nodes };
}

/** Nodes in one line: 1 node1 192.168.252.101 participant, … */
export function told(nodes: readonly MadeNodes['nodes'][number][], addresses = true): string {
  return nodes
    .map(({ id, name, address, role }) => [id, name, ...(addresses ? [address] : []), role].join(' '))
    .join(', ');
}

/** The lab that is in a directory, if what is there can be understood. */
function labThere(dir: string): Lab | undefined {
  if (readFactsFile(dir) === undefined) return undefined;
  try {
    return openLab(dir);
  } catch {
    // Its zk-lab.yaml may be what is to be mended by writing it anew; what engines hold is known by its record.
    return undefined;
  }
}

/** The providers that hold the lab, or may: those that cannot tell count if they held it last. */
async function holdersOf(lab: Lab): Promise<ProviderName[]> {
  const last = registeredLab(lab.dir)?.provider;
  const holdings = await holdingsOf(lab);
  return holdings
    .filter(({ provider, holding }) => {
      return holding.holds === true || (holding.holds === 'unknown' && provider.name === last);
    })
    .map(({ provider }) => provider.name);
}

/** What would be another than before, as a sentence's words: from and to. */
function changeOf(
  before: MadeNodes & { readonly home: string },
  after: MadeNodes & { readonly home: string },
  machines: boolean,
): { from: string; to: string } | undefined {
  // Plain processes have no addresses of their own, and keep their data whatever distribution runs on it.
  const facts = ({ name, nodes, home }: typeof before): string[] => [
    told(nodes, machines),
    ...(machines ? [name, home] : []),
  ];
  const [old, wanted] = [facts(before), facts(after)];
  const index = old.findIndex((fact, place) => fact !== wanted[place]);
  return index === -1 ? undefined : { from: old[index] ?? '', to: wanted[index] ?? '' };
}

/**
 * Refuses to write a lab anew where an engine holds what would no longer fit: nodes that came, went or changed, another
 * name, or ZooKeeper's data in another folder.
 * @param dir absolute path of the lab
 * @throws UsageError create.held
 */
export async function assertHarmless(
  dir: string,
  { name, nodes, facts }: { name: string; nodes: readonly LabNode[]; facts: LabFacts },
): Promise<void> {
  const lab = labThere(dir);
  if (!lab) return;
  const made = madeOf(lab);
  const before = { ...made, home: lab.facts.zookeeper.home };
  const after = { name, nodes, home: facts.zookeeper.home };
  if (!changeOf(before, after, true)) return;
  // Engines know it by the name under which it was made.
  const known = { ...lab, spec: { ...lab.spec, name: made.name } };
  for (const provider of await holdersOf(known)) {
    const change = changeOf(before, after, provider !== 'local');
    if (change) throw new UsageError('create.held', { directory: dir, provider, ...change });
  }
}
