/** What somebody else wrote runs on the user's own machine only if the user lets it. */
import { LabError } from '../messages/errors.js';
import type { Lab } from '../model/lab.js';
import { isTrusted, trust as remember } from '../model/trusted.js';
import type { Provider } from '../providers/contract.js';
import { ownLesson } from './lesson.js';

/** @throws LabError lesson.untrusted where a lesson's shell would run on this machine and the user has not let it */
export function assertTrusted(lab: Lab, where: 'host' | Provider): void {
  if (where !== 'host' && where.capabilities.machine === 'own') return;
  const own = ownLesson(lab);
  if (own === undefined || isTrusted(own.content)) return;
  throw new LabError('lesson.untrusted', { folder: own.folder });
}

/** Lets the lesson of a lab, as it is now, run on this machine. */
export function trust(lab: Lab): void {
  const own = ownLesson(lab);
  if (own) remember(own.content);
}
