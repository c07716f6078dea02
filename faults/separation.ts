/** Who cannot hear whom because of cuts. */
import type { Fault } from './fault.js';

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
