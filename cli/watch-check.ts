import { say } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import type { CheckOptions, LabCheck, StepCheck } from '../verbs/check.js';
import { guide } from '../verbs/guide.js';
import { watchCheck } from '../verbs/watch-check.js';
import { checkLines } from './check-lines.js';
import { markdownLines } from './markdown.js';
import type { Session } from './run.js';

const isDone = ({ passed, since }: StepCheck): boolean => passed === true || since !== null;

/** The page of the step that comes next, or what stands at the end. */
async function pageLines(lab: Lab, { next }: LabCheck, options: CheckOptions, { signal, output }: Session) {
  const step = next?.check;
  const { markdown } = await guide(lab, { provider: options.provider, step }, { signal, emit: () => {} });
  return markdownLines(markdown, output);
}

/** In a terminal everything is drawn anew; elsewhere, and for the first time, it is told what became of it since. */
function changeLines(before: LabCheck | undefined, now: LabCheck, { output }: Session): string[] {
  if (before === undefined || output.terminal) return checkLines(now, output);
  const open = new Set(before.checks.filter((check) => !isDone(check)).map(({ id }) => id));
  const fresh = now.checks.filter((check) => open.has(check.id) && isDone(check));
  return fresh.map(({ title }) => `  ✔ ${title}`);
}

/**
 * Follows the learner: each step is ticked when it is done, and the next page shown.
 * @returns the exit status
 */
export async function showCheck(
  lab: Lab,
  options: CheckOptions,
  json: boolean,
  session: Session,
): Promise<number> {
  const { signal, output } = session;
  let before: LabCheck | undefined;
  for await (const now of watchCheck(lab, options, signal)) {
    if (json) output.write(`${JSON.stringify(now)}\n`);
    else {
      if (output.terminal) output.write('\x1b[2J\x1b[3J\x1b[H');
      for (const line of changeLines(before, now, session)) output.print(line);
      const moved = before === undefined || before.next?.check !== now.next?.check;
      if (moved || output.terminal) {
        output.print();
        for (const line of await pageLines(lab, now, options, session)) output.print(line);
      }
      if (output.terminal && !now.done) output.print(output.colors.dim(say('check.watching')));
    }
    before = now;
  }
  signal.throwIfAborted();
  return before?.done ? 0 : 1;
}
