import { setTimeout as pause } from 'node:timers/promises';
import { LabError } from '../messages/errors.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import { type LabNode, votersOf } from '../model/nodes.js';
import { reaches } from '../model/stages.js';
import type { Provider } from '../providers/contract.js';
import { servingOf } from './serving.js';
import { turnoutOf } from './turnout.js';

/** Milliseconds for others to be brought up, by another command that was typed at the same time say. */
const grace = 3_000;
const lookEvery = 500;

/**
 * Whether nodes that were started can come to serve at all: fewer than a quorum's never do, however long they are waited for.
 * @throws LabError up.minority, with the nodes that are to be brought up, too
 */
export async function assertEnough(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  { signal }: Context,
): Promise<void> {
  if (nodes.length === 0 || !reaches(lab.spec.until, 'cluster')) return;
  const { voters, needed } = lab.quorum;
  // So many were just started.
  if (votersOf(nodes).length >= needed) return;
  const deadline = Date.now() + grace;
  for (;;) {
    const states = await provider.states(lab);
    const names = states.filter((state) => state.running).map(({ name }) => name);
    const { running, absent, lacking } = turnoutOf(lab, names);
    if (lacking === 0) return;
    // Their user may have given the ensemble fewer members than the lab has.
    if ((await servingOf(lab, provider, nodes)).length > 0) return;
    if (Date.now() > deadline) {
      const more = absent.slice(0, lacking).map(({ name }) => name);
      throw new LabError('up.minority', {
        running: running.length,
        count: voters,
        needed,
        more: more.join(' '),
      });
    }
    await pause(lookEvery, undefined, { signal });
  }
}
