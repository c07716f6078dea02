import { builtIn, builtInNames } from '../lessons/built-in.js';
import type { Lesson } from '../lessons/lesson.js';
import { membersIn } from '../lessons/members-in.js';
import { inUsersLanguage } from '../lessons/texts.js';
import { defaults } from '../model/resolve.js';
import { reaches, type Stage } from '../model/stages.js';
import { zookeeper } from '../software/zookeeper/index.js';
import { chosenLesson } from './lesson.js';

/** A ready-made lab, in the user's language. */
export interface LessonSummary {
  readonly name: string;
  readonly title: string;
  readonly teaches: readonly string[];
  /** How long it takes a learner. */
  readonly minutes: number;
  readonly steps: number;
  /** The stage up to which everything is built when the learner begins. */
  readonly start: Stage;
  /** What a lab for it has, as in zk-lab.yaml. */
  readonly spec: Lesson['spec'];
  /** Language tags. */
  readonly languages: readonly string[];
  readonly needs: LessonNeeds;
}

/** What somebody has to have who takes a lab as it is meant. */
export interface LessonNeeds {
  /** Nodes, observers among them, and the memory of all of them together in MiB. */
  readonly nodes: number;
  readonly memory: number;
  /** Releases that are fetched once: versions of ZooKeeper, and the JDK. */
  readonly zookeeper: readonly string[];
  readonly jdk: string;
  /** How many of its steps can be done on plain processes, which share this machine. */
  readonly stepsOnProcesses: number;
}

function needsOf({ spec, otherZookeeper, steps }: Lesson): LessonNeeds {
  const members = membersIn(spec);
  const nodes = members.nodes + members.observers;
  const versions = [spec.zookeeper ?? defaults.zookeeper, ...(otherZookeeper ? [otherZookeeper] : [])];
  // Names, a firewall and SSH are this machine's own there.
  const shared = steps.filter(
    ({ stage, when }) => !when.includes('own-machines') && (stage === undefined || reaches(stage, 'jdk')),
  );
  return {
    nodes,
    memory: nodes * (spec.memory ?? defaults.memory),
    zookeeper: versions.map((version) => zookeeper.find(version).version),
    jdk: spec.jdk ?? defaults.jdk,
    stepsOnProcesses: shared.length,
  };
}

/** What there is to tell of a lab. */
export function summaryOf(lesson: Lesson): LessonSummary {
  const { name, title, teaches, minutes, steps, start, spec, languages } = lesson;
  const told = (texts: Lesson['title']): string => inUsersLanguage(texts, languages);
  return {
    ...{ name, title: told(title), teaches: teaches.map(told), minutes },
    ...{ steps: steps.length, start, spec, languages },
    needs: needsOf(lesson),
  };
}

/** A lab by its name, or one of somebody's own by its folder. Runs nothing of it. @throws as chosenLesson */
export const aboutLab = (named: string): LessonSummary => summaryOf(chosenLesson(named).lesson);

/** The ready-made labs, in the order in which they are best taken. */
export const labs = (): LessonSummary[] => builtInNames().map((name) => summaryOf(builtIn(name)));
