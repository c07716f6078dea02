/** What the commands that change who belongs to the ensemble have in common. */
import { UsageError } from '../messages/errors.js';
import type { Context } from '../model/events.js';
import type { LabStatus } from '../verbs/status.js';
import { withProgress } from './progress.js';
import { isOn, type Session, type Typed, textOf } from './run.js';
import { showStatus } from './status.js';

/** A number of nodes as it was typed. @throws UsageError members.bad-number */
function numberOf(value: string, name: string, verb: 'grow' | 'shrink'): number {
  if (/^\d{1,4}$/.test(value)) return Number(value);
  throw new UsageError('members.bad-number', { name, value, verb, example: verb === 'grow' ? '5' : '3' });
}

/** How many there are to be. @throws UsageError members.bad-number */
export function sizeTyped(
  typed: Typed,
  verb: 'grow' | 'shrink',
): { voters: number; observers: number | undefined } {
  const [voters = ''] = typed.words;
  const observers = textOf(typed, 'memberObservers');
  return {
    voters: numberOf(voters, 'voters', verb),
    observers: observers === undefined ? undefined : numberOf(observers, '--observers', verb),
  };
}

/** Has a change done, and shows how the lab is then. @param work gives that, and a line about what was done */
export async function changed(
  typed: Typed,
  session: Session,
  work: (context: Context) => Promise<{ status: LabStatus; done: string }>,
): Promise<number> {
  const { status, done } = await withProgress(session, work);
  if (!isOn(typed, 'json')) session.output.print(done);
  showStatus(status, isOn(typed, 'json'), session);
  return 0;
}
