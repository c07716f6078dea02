/** What follows from faults for the nodes: who cannot hear whom, and who cannot serve. */
import type { Lab } from '../model/lab.js';
import { votersOf } from '../model/nodes.js';
import { type Fault, nodesIn, silences } from './fault.js';

/** The nodes that a cut keeps a node from, in the lab's order of naming. */
export function separatedFrom(fault: Fault, node: string): readonly string[] {
  if (fault.verb !== 'cut') return [];
  const [a, b] = fault.sides;
  return a.includes(node) ? b : b.includes(node) ? a : [];
}

/** Whether one of the faults keeps two nodes from each other. */
export function separates(faults: readonly Fault[], a: string, b: string): boolean {
  return faults.some((fault) => separatedFrom(fault, a).includes(b));
}

/**
 * The nodes that cannot be expected to serve: a fault has ended or frozen their server, or leaves them fewer voters to talk
 * to than a quorum needs; or it makes their network, disk or clock so that nobody can tell.
 */
export function hindered(lab: Pick<Lab, 'nodes' | 'quorum'>, faults: readonly Fault[]): string[] {
  const silent = faults.filter(silences).flatMap(nodesIn);
  const vague = faults.filter((fault) => fault.verb !== 'cut').flatMap(nodesIn);
  const voters = votersOf(lab.nodes).filter(({ name }) => !silent.includes(name));
  return lab.nodes
    .filter(({ name }) => {
      const heard = voters.filter((voter) => !separates(faults, name, voter.name));
      return vague.includes(name) || heard.length < lab.quorum.needed;
    })
    .map(({ name }) => name);
}
