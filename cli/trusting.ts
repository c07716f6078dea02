import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import { ownLesson } from '../verbs/lesson.js';
import { trust } from '../verbs/trust.js';
import { confirmed } from './confirm.js';
import type { Session } from './run.js';

/** Does something with a lab; where a lesson of somebody else's would run on this machine, only after a question. */
export async function trusting<T>(lab: Lab, { signal }: Session, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const asked = error instanceof LabError && error.code === 'lesson.untrusted' && process.stdin.isTTY;
    if (!asked || !(await confirmed(say('lesson.trust', { folder: ownLesson(lab)?.folder ?? '' }), signal))) {
      throw error;
    }
    trust(lab);
    return work();
  }
}
