import type { PlannedFile } from '../generators/planned-file.js';
import { guideFile, guideText } from '../lessons/guide.js';
import type { Lesson } from '../lessons/lesson.js';
import type { LessonNode } from '../lessons/lesson-node.js';
import { languageFor } from '../lessons/texts.js';
import type { Lab } from '../model/lab.js';
import { finishedMachine, machineLayout } from '../providers/common/machine.js';
import { lessonOf } from './lesson.js';

/**
 * The nodes of a lab that no engine holds yet, as they will be on machines of their own.
 * @param zooCfg text of its config/zoo.cfg; read from the lab if absent
 */
export function nodesToBe(lab: Lab, zooCfg?: string): LessonNode[] {
  const { home, connectString, pidFile, log } = machineLayout(lab);
  const finished = finishedMachine(lab, '/lab', zooCfg);
  return lab.nodes.map((node) => ({
    ...{ lab, node, machine: 'own', home, connectString, pidFile, finished },
    logFolders: log.folders,
  }));
}

/** The file of a lab's that has its guide in the user's language. */
export function guideFileOf(lab: Lab): string {
  const lesson = lessonOf(lab);
  return guideFile(lesson, languageFor(lesson.languages));
}

/**
 * The guides of a lab that is being made, one for each language. Which engine will hold it is not known: they speak of machines
 * that one reaches by SSH.
 * @param zooCfg text of its config/zoo.cfg
 */
export function guideFiles(lesson: Lesson, lab: Lab, zooCfg: string): PlannedFile[] {
  const nodes = nodesToBe(lab, zooCfg);
  const login = { before: 'ssh -F ssh_config ', after: '' };
  return lesson.languages.map((language) => ({
    path: guideFile(lesson, language),
    mode: 0o644,
    content: guideText(lesson, { language, nodes, login }),
  }));
}
