import { LabError } from '../messages/errors.js';
import { type Lab, namesOf } from '../model/lab.js';
import type { Provider } from '../providers/contract.js';

/**
 * For what has servers elect: none may run on files that were moved under it. At an election it reads its data anew, finds none,
 * and writes on without it where the files come back.
 * @throws LabError node.displaced
 */
export async function assertInPlace(lab: Lab, provider: Provider): Promise<void> {
  const states = await provider.states(lab);
  const displaced = lab.nodes.filter(({ name }) =>
    states.some((state) => state.name === name && state.displaced),
  );
  if (displaced.length > 0) throw new LabError('node.displaced', { nodes: namesOf(displaced) });
}
