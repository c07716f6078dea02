import { parseLasting, parseVerb } from '../faults/parse.js';
import { secondsLeft, toldFault } from '../faults/told.js';
import { UsageError } from '../messages/errors.js';
import { listed, say, textOf } from '../messages/index.js';
import { fault, faultsOf, heal, nothingHealed } from '../verbs/fault.js';
import { faultLines } from './fault-lines.js';
import { labOf, providerOf } from './lab.js';
import { withProgress } from './progress.js';
import { isOn, type Run, type Session, type Typed, textOf as typedText } from './run.js';

/** Prints what is in force, and what is left on nodes. */
async function show(typed: Typed, { output }: Session): Promise<number> {
  const { faults, found, unseen, storms, goesOn, unasked } = await faultsOf(labOf(typed), {
    provider: providerOf(typed),
  });
  if (isOn(typed, 'json')) {
    output.json({ faults, left: found, unseen, storms, goesOn: goesOn ?? null });
    return 0;
  }
  for (const line of faults.length === 0 ? [say('fault.none')] : faultLines(faults)) output.print(line);
  if (unasked !== '') output.note(say('status.unasked', { reasons: unasked }));
  if (found.length > 0) output.note(say('fault.left', { nodes: listed(found) }));
  if (goesOn !== undefined) output.note(say('storm.goes-on', { pid: String(goesOn) }));
  if (storms.length > 0) output.note(say('storm.there', { roots: listed(storms) }));
  if (unseen.length > 0) output.note(say('fault.unseen', { nodes: listed(unseen) }));
  return 0;
}

async function undo(typed: Typed, nodes: readonly string[], session: Session): Promise<number> {
  const { output } = session;
  const lab = labOf(typed);
  const options = { provider: providerOf(typed), nodes };
  const { ended, swept, storms } = await withProgress(session, (context) => heal(lab, options, context));
  if (isOn(typed, 'json')) {
    output.json({ faults: ended, left: swept, storms });
    return 0;
  }
  for (const each of ended) output.print(say('fault.healed', { told: textOf(toldFault(each)) }));
  if (swept.length > 0) output.print(say('fault.swept', { nodes: listed(swept) }));
  for (const root of storms) output.print(say('storm.removed', { root }));
  if (ended.length + swept.length + storms.length === 0) output.print(nothingHealed(lab, nodes));
  return 0;
}

async function put(typed: Typed, name: string, words: readonly string[], session: Session): Promise<number> {
  const { output } = session;
  const verb = parseVerb(name);
  const time = typedText(typed, 'lasting');
  const lasting = time === undefined ? undefined : parseLasting(time);
  const options = { provider: providerOf(typed), verb, words, lasting };
  const lab = labOf(typed);
  const faults = await withProgress(session, (context) => fault(lab, options, context));
  if (isOn(typed, 'json')) {
    output.json({ faults });
    return 0;
  }
  for (const each of faults) {
    const told = textOf(toldFault(each));
    const seconds = secondsLeft(each);
    output.print(
      seconds === undefined ? say('fault.put', { told }) : say('fault.put.for', { told, seconds }),
    );
  }
  return 0;
}

export const run: Run = async (typed, session) => {
  const [verb, ...words] = typed.words;
  const lasts = typedText(typed, 'lasting') !== undefined;
  if ((verb === undefined || verb === 'heal') && lasts) throw new UsageError('fault.for-nothing');
  if (verb === undefined) return show(typed, session);
  if (verb === 'heal') return undo(typed, words, session);
  return put(typed, verb, words, session);
};
