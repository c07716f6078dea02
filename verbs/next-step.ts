import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import { check, type NextStep } from './check.js';
import type { VerbOptions } from './context.js';

/** What comes next, as a sentence in the user's language: what to type, and where. */
export function toldNextStep({ node, type, where }: NextStep): string {
  const line = type.replaceAll('\n', '; ');
  return where === 'node'
    ? say('check.next.node', { node, type: line })
    : say('check.next.host', { type: line });
}

/** Looks at the lab as `check` does, and says what comes next there; undefined if that is nothing or cannot be told. */
export async function nextStepOf(
  lab: Lab,
  options: VerbOptions,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const { next } = await check(lab, options, { signal, emit: () => {} });
    return next === null ? undefined : toldNextStep(next);
  } catch (error) {
    if (error instanceof LabError) return undefined;
    throw error;
  }
}
