import { say, textOf as told } from '../messages/index.js';
import type { LabEvent } from '../model/events.js';
import { solve } from '../verbs/solve.js';
import { placeText } from './check-lines.js';
import { labOf, providerOf } from './lab.js';
import { type Run, type Session, textOf } from './run.js';
import { trusting } from './trusting.js';

/** What is typed and what comes of it, as it would stand on a screen. */
export function shownTyping({ output }: Session): (event: LabEvent) => void {
  const { bold, cyan, dim } = output.colors;
  return (event) => {
    if (event.type === 'step') output.print(`\n${bold(told(event.title))}`);
    if (event.type === 'typed') {
      output.print(dim(say('check.solution.on', { place: placeText(event.place) })));
      for (const line of event.commands.split('\n')) output.print(`  ${cyan(line)}`);
    }
    if (event.type === 'output') output.print(`  ${dim(event.line)}`);
  };
}

export const run: Run = async (typed, session) => {
  const { signal, output } = session;
  const options = { provider: providerOf(typed), to: textOf(typed, 'to') };
  const lab = labOf(typed);
  let begun = false;
  const show = shownTyping(session);
  const emit = (event: LabEvent): void => {
    begun = true;
    show(event);
  };
  const { solved, asked } = await trusting(lab, session, () => solve(lab, options, { signal, emit })).catch(
    (error: unknown) => {
      // Where one asked first, nothing was begun.
      if (signal.aborted && begun) output.note(say('solve.interrupted'));
      throw error;
    },
  );
  const { green } = output.colors;
  output.print();
  if (solved.length > 0) output.print(`${green('✔')} ${say('solve.done', { count: solved.length })}`);
  else if (asked === null) output.print(say('solve.nothing'));
  if (asked !== null) output.print(say('solve.asked', { id: asked }));
  return asked === null ? 0 : 1;
};
