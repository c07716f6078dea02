import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import { check, type NextStep } from './check.js';
import type { VerbOptions } from './context.js';

/** Commands that still make one line. */
const aFew = 2;

/**
 * What comes next, as a sentence in the user's language: what to type, and where.
 * @returns undefined where that is too much for a line
 */
export function toldNextStep({ node, type, where }: NextStep): string | undefined {
  const commands = type.split('\n');
  if (commands.length > aFew) return undefined;
  const line = commands.join('; ');
  return where === 'node' && node !== null
    ? say('check.next.node', { node, type: line })
    : say('check.next.host', { type: line });
}

/** Milliseconds for it: it goes with an answer that somebody waits for, and nodes that are away take longer. */
const patience = 3_000;

/** Looks at the lab as `check` does, and says what comes next there; where that cannot be told soon: to look. */
export async function nextStepOf(lab: Lab, options: VerbOptions, signal: AbortSignal): Promise<string> {
  const look = say('check.next.host', { type: 'zk-lab check' });
  const soon = AbortSignal.timeout(patience);
  try {
    const context = { signal: AbortSignal.any([signal, soon]), emit: () => {} };
    const { next } = await check(lab, options, context);
    return (next && toldNextStep(next)) ?? look;
  } catch (error) {
    if (error instanceof LabError || (soon.aborted && !signal.aborted)) return look;
    throw error;
  }
}
