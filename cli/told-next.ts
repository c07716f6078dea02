import { say } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import type { ProviderName } from '../providers/contract.js';
import { providerOf } from '../verbs/choose-provider.js';
import { nextByProgress } from '../verbs/guide.js';
import { program } from './program.js';

/** The learner's next step as far as it is remembered, and how to read it; undefined where none is left. */
export async function toldNext(lab: Lab, wanted: ProviderName | undefined): Promise<string | undefined> {
  // An engine that cannot be asked is no reason to say nothing.
  const provider = await providerOf(lab, wanted).catch(() => undefined);
  const next = nextByProgress(lab, provider);
  return next && say('guide.next', { ...next, command: `${program()} guide` });
}
