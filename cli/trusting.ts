import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import { lessonIn, type OwnLesson, ownLesson } from '../verbs/lesson.js';
import { trust } from '../verbs/trust.js';
import { confirmed } from './confirm.js';
import type { Session } from './run.js';

const untrusted = ['lesson.untrusted', 'try.untrusted'];

/** Does something; where a lesson would run on this machine that the user has not let, only after a question. */
async function asking<T>(
  lesson: () => OwnLesson | undefined,
  { signal }: Session,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const own = error instanceof LabError && untrusted.includes(error.code) ? lesson() : undefined;
    if (own === undefined || !process.stdin.isTTY) throw error;
    if (!(await confirmed(say('lesson.trust', { folder: own.folder }), signal))) throw error;
    trust(own);
    return work();
  }
}

/** Does something with a lab; where a lesson of somebody else's would run on this machine, only after a question. */
export function trusting<T>(lab: Lab, session: Session, work: () => Promise<T>): Promise<T> {
  return asking(() => ownLesson(lab), session, work);
}

/** The same with a lesson's folder. */
export function trustingFolder<T>(folder: string, session: Session, work: () => Promise<T>): Promise<T> {
  return asking(() => lessonIn(folder), session, work);
}
