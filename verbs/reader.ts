import type { Reader } from '../lessons/guide.js';
import type { Lesson, Step } from '../lessons/lesson.js';
import type { LessonNode } from '../lessons/lesson-node.js';
import { languageFor } from '../lessons/texts.js';
import type { Lab } from '../model/lab.js';
import { reaches } from '../model/stages.js';
import type { Capabilities } from '../providers/contract.js';

/** Whether a step is left to the learner in this lab; else the lab does it itself. */
export function isLearners({ stage }: Pick<Step, 'stage'>, { spec }: Pick<Lab, 'spec'>): boolean {
  return stage === undefined || !reaches(spec.until, stage);
}

/** Who reads a lab's guide in this terminal: in the user's language, and in the words of the engine that holds the lab. */
export function readerOf(
  { languages }: Pick<Lesson, 'languages'>,
  nodes: readonly LessonNode[],
  { ssh }: Pick<Capabilities, 'ssh'>,
): Reader {
  return {
    language: languageFor(languages),
    nodes,
    // Where no SSH is set up, nobody can log in.
    login: ssh ? { before: 'zk-lab ssh ', after: '' } : { before: 'zk-lab exec ', after: ' bash' },
  };
}
