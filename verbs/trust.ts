/** What somebody else wrote runs on the user's own machine only if the user lets it. */
import { LabError } from '../messages/errors.js';
import type { Lab } from '../model/lab.js';
import { isTrusted, trust as remember } from '../model/trusted.js';
import type { Provider } from '../providers/contract.js';
import { lessonIn, type OwnLesson, ownLesson } from './lesson.js';

/** @throws LabError lesson.untrusted where a lesson's shell would run on this machine and the user has not let it */
export function assertTrusted(lab: Lab, where: 'host' | Provider): void {
  if (where !== 'host' && where.capabilities.machine === 'own') return;
  const own = ownLesson(lab);
  if (own === undefined || isTrusted(own.content)) return;
  throw new LabError('lesson.untrusted', { folder: own.folder });
}

/** The same for a lesson that is in no lab yet. @throws LabError try.untrusted */
export function assertFolderTrusted(folder: string): void {
  if (!isTrusted(lessonIn(folder).content)) throw new LabError('try.untrusted', { folder });
}

/** Lets a lesson, as it is now, run on this machine. */
export function trust({ content }: OwnLesson): void {
  remember(content);
}
