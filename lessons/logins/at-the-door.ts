import { type Obstacle, unreachable } from './obstacle.js';
import { listensElsewhere, refusal } from './settings.js';
import type { Side } from './side.js';
import type { Sides } from './sides.js';

/** What keeps everybody out of a node. */
export function atTheDoor(side: Side, { all, proven }: Sides): Obstacle | undefined {
  const { node, settings, groups, guarded, modes, outdated, listens } = side;
  const found = (kind: Obstacle['kind'], ...which: string[]): Obstacle => ({ kind, at: node, which });
  const here = side.tried.get(node.name);
  const elsewhere = all.filter((other) => other !== side).flatMap(({ tried }) => tried.get(node.name) ?? []);
  const cutOff = elsewhere.length > 0 && elsewhere.every((words) => unreachable.test(words));
  if ((listens || here === '') && cutOff) return found('blocked');
  if (proven.has(node.name)) return undefined;
  if (unreachable.test(here ?? '')) {
    const setting = listensElsewhere(settings, node.address);
    return setting === undefined ? found('sshd') : found('settings', setting);
  }
  const setting = refusal(settings, groups);
  if (setting !== undefined) return found('settings', setting);
  if (settings.get('strictmodes')?.[0] !== 'no') {
    const loose = guarded.filter((file) => ((modes.get(file)?.mode ?? 0) & 0o022) !== 0);
    if (loose.length > 0) return found('modes', ...loose);
    const strange = guarded.filter((file) => (modes.get(file)?.owner ?? 0) !== 0);
    if (strange.length > 0) return found('owner', ...strange);
  }
  const denied = [here, ...elsewhere].some((words) => words?.includes('Permission denied'));
  return outdated && denied ? found('outdated') : undefined;
}
