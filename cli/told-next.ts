import { say } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import type { ProviderName } from '../providers/contract.js';
import { nextByProgress } from '../verbs/guide.js';
import { providerOf } from '../verbs/holder.js';
import { program } from './program.js';

/** What `nextByProgress` found, as a line. */
export function nextLine(next: ReturnType<typeof nextByProgress>): string | undefined {
  if (next === 'look') return say('check.next.host', { type: `${program()} check` });
  return next && say('guide.next', { ...next, command: `${program()} guide` });
}

/** The learner's next step as far as it is remembered, and how to read it; undefined where none is left. */
export async function toldNext(lab: Lab, wanted: ProviderName | undefined): Promise<string | undefined> {
  // An engine that cannot be asked is no reason to say nothing.
  const provider = await providerOf(lab, wanted).catch(() => undefined);
  return nextLine(nextByProgress(lab, provider));
}
