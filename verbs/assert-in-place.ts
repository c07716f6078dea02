import { LabError } from '../messages/errors.js';
import { type Lab, namesOf } from '../model/lab.js';
import type { NodeState } from '../providers/contract.js';

/**
 * For what has servers elect: none may run on files that were moved under it. At an election it reads its data anew, finds none,
 * and writes on without it where the files come back.
 * @param states as the provider tells them @throws LabError node.displaced
 */
export function assertInPlace(lab: Lab, states: readonly NodeState[]): void {
  const displaced = lab.nodes.filter(({ name }) =>
    states.some((state) => state.name === name && state.displaced),
  );
  if (displaced.length > 0) throw new LabError('node.displaced', { nodes: namesOf(displaced) });
}
