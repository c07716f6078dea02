import { setTimeout as pause } from 'node:timers/promises';
import { LabError } from '../messages/errors.js';
import type { Lab } from '../model/lab.js';
import type { NodeHandle, Provider } from '../providers/contract.js';
import { stateBy } from '../software/zookeeper/server-state.js';

/**
 * Milliseconds that an ensemble has to elect a leader. One that is cut off is given up after syncLimit ticks, 4 s as labs have it; one
 * that is elected while others still think of the one before gives up after initLimit ticks, 10 s, and all begin anew.
 */
const patience = 40_000;
const askEvery = 250;

/**
 * The first node whose server plays a part, as soon as one does.
 * @throws LabError solve.no-leader, solve.no-follower
 */
export async function firstThat(
  mode: 'leader' | 'follower',
  lab: Lab,
  provider: Provider,
  signal: AbortSignal,
): Promise<NodeHandle> {
  const handles = lab.nodes.map((node) => provider.node(lab, node));
  const deadline = Date.now() + patience;
  for (;;) {
    const heard = await Promise.all(handles.map((handle) => handle.ask('srvr', 'engine')));
    const found = handles.find((_, index) => stateBy(heard[index] ?? { from: 'nobody' }).mode === mode);
    if (found) return found;
    if (Date.now() > deadline) throw new LabError(`solve.no-${mode}`);
    await pause(askEvery, undefined, { signal });
  }
}
