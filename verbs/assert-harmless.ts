/** Writing a lab's files anew must not tear its ensemble apart: who votes, and where each keeps its data. */
import { LabError, UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { type MadeNodes, readFactsFile } from '../model/facts.js';
import { type Lab, openLab } from '../model/lab.js';
import { registeredLab } from '../model/registry.js';
import { assertFinished } from '../model/unfinished.js';
import type { Capabilities, Provider } from '../providers/contract.js';
import { holdingsOf } from '../providers/index.js';
import { typedPath } from '../system/quoted.js';

/** What a lab's engines were told of it when it was written. Labs of 0.1.0 kept no record beside zk-lab.yaml. */
export function madeOf({ facts, spec, nodes }: Lab): MadeNodes {
  return facts.made ?? { name: spec.name, nodes };
}

type Nodes = MadeNodes['nodes'];

/** What is another than before, as a sentence's words. */
interface Change {
  readonly from: string;
  readonly to: string;
}

/** Those nodes that were or became others, each as: 1 node1 192.168.252.101 participant. Undefined where none did. */
export function changedNodes(before: Nodes, after: Nodes, addresses = true): Change | undefined {
  const told = (nodes: Nodes): string[] =>
    nodes.map(({ id, name, address, role }) => [id, name, ...(addresses ? [address] : []), role].join(' '));
  const [old, wanted] = [told(before), told(after)];
  if (old.join() === wanted.join()) return undefined;
  const words = (nodes: string[], others: string[]): string =>
    listed(nodes.filter((each) => !others.includes(each))) || '–';
  return { from: words(old, wanted), to: words(wanted, old) };
}

/** What a directory's lab was made with, and where its machines keep ZooKeeper; undefined where no lab can be made out. */
function madeIn(dir: string): (MadeNodes & { readonly home: string }) | undefined {
  const facts = readFactsFile(dir)?.facts;
  if (facts?.made) return { ...facts.made, home: facts.zookeeper.home };
  try {
    const lab = openLab(dir);
    return { ...madeOf(lab), home: lab.facts.zookeeper.home };
  } catch (error) {
    if (error instanceof LabError) return undefined;
    throw error;
  }
}

/** The providers that hold the lab, or may: those that cannot tell count if they held it last. */
async function providersHolding(lab: Lab): Promise<Provider[]> {
  const last = registeredLab(lab.facts.id)?.provider;
  const holdings = await holdingsOf(lab);
  return holdings
    .filter(({ provider, holding }) => {
      return holding.holds === true || (holding.holds === 'unknown' && provider.name === last);
    })
    .map(({ provider }) => provider);
}

function changeOf(
  before: MadeNodes & { readonly home: string },
  after: MadeNodes & { readonly home: string },
  machine: Capabilities['machine'],
): Change | undefined {
  // Nodes that share a machine have no addresses of their own, and keep their data whatever distribution runs on it.
  const own = machine === 'own';
  const nodes = changedNodes(before.nodes, after.nodes, own);
  if (nodes || !own) return nodes;
  const field = (['name', 'home'] as const).find((each) => before[each] !== after[each]);
  return field && { from: before[field], to: after[field] };
}

/**
 * Refuses to write a lab anew where an engine holds what would no longer fit: nodes that came, went or changed, another
 * name, or ZooKeeper's data in another folder.
 * @param lab as it would be from now on
 * @throws UsageError create.held
 */
export async function assertHarmless(lab: Lab): Promise<void> {
  assertFinished(lab);
  const { dir, spec, nodes, facts } = lab;
  const before = madeIn(dir);
  const after = { name: spec.name, nodes, home: facts.zookeeper.home };
  if (!before || !changeOf(before, after, 'own')) return;
  // Engines know it by what it was made with.
  const ports = { clientPort: spec.clientPort, sshPort: spec.sshPort };
  const known: Lab = {
    ...lab,
    spec: { ...spec, name: before.name },
    nodes: before.nodes.map((node) => ({ ...node, ...ports })),
  };
  for (const { name, capabilities } of await providersHolding(known)) {
    const change = changeOf(before, after, capabilities.machine);
    if (change) {
      throw new UsageError('create.held', {
        directory: dir,
        typed: typedPath(dir),
        provider: name,
        ...change,
      });
    }
  }
}
