import type { PartialSpec } from '../model/spec.js';
import type { Stage } from '../model/stages.js';
import type { Comparison } from './compare.js';
import type { Condition, RemedyCondition } from './conditions.js';
import type { ZnodeCondition } from './znodes.js';

/*
 * What a folder of labs/ holds, read and checked (load.ts). Plain data: the build keeps it as JSON.
 * What may stand in the files, content-schema.ts says.
 */

/** A text in each of the lesson's languages, by language tag (BCP 47). Placeholders of the whole lab may stand in it. */
export type Texts = Readonly<Record<string, string>>;

/** What to type, and where: on the node, or on the machine that zk-lab runs on. */
export interface Remedy {
  /** It is for labs of which all of this holds. */
  readonly when: readonly RemedyCondition[];
  /** It is for this detail of the probe's; absent: for whatever it was. */
  readonly detail?: string;
  readonly where: 'node' | 'host';
  /** The mistake by its name, where what was seen does not tell it. What commands may name may stand in it. */
  readonly reason?: Texts;
  /** Shell commands, each on a line; placeholders stand in them. */
  readonly command: string;
}

/** A question that somebody answers who has done what leaves no trace. */
export interface Question {
  /** What is asked. */
  readonly question: Texts;
  /** A probe whose `seen` is the answer, on the nodes where it is content; absent: `accept` alone says what is right. */
  readonly probe?: string;
  /** Regular expressions, one of which the whole answer matches, in capitals or not. */
  readonly accept: readonly string[];
}

/** One thing to be done on every node, how it is seen whether it is, and what helps. */
export interface Step {
  /** Its name in the lesson. */
  readonly id: string;
  /** The stage that builds it where the lab goes so far; absent: it is the learner's in every lab. */
  readonly stage?: Stage;
  readonly title: Texts;
  /** What it is for, in one to three sentences. */
  readonly explanation: Texts;
  /** A lab has this step if all of this holds. */
  readonly when: readonly Condition[];
  /** Earlier steps without which this one cannot be done: while they are not, it waits. */
  readonly needs: readonly string[];
  /** The same, of steps on any of the nodes. */
  readonly needsEverywhere: readonly string[];
  /**
   * A probe of templates/probes and its arguments, as they are typed in bash; absent: whether the node runs at all, or the
   * answer to a question.
   */
  readonly probe?: string;
  /** What the ensemble's znodes have to be like, instead of a probe or beside it. */
  readonly znodes?: readonly ZnodeCondition[];
  /** Whether the probe has to be content on each node, on any one of them, or on so many at least. */
  readonly where: 'each' | 'any' | number;
  /** What is asked where nothing on the nodes tells whether the step was done. */
  readonly answer?: Question;
  /** What the nodes' observations must be beside each other. */
  readonly compare?: Comparison;
  /** The first that fits is taken; the last one fits always. Of questions there is none. */
  readonly remedy: readonly Remedy[];
  /** What to think of, without giving the commands away. */
  readonly hint: Texts;
  /** The step's page of the guide in each language: Markdown in which placeholders stand (pages.ts). */
  readonly page: Texts;
}

/** A lab as a teacher writes it: what it is about, what it starts from, and its steps in their order. */
export interface Lesson {
  /** Name of its folder. */
  readonly name: string;
  readonly title: Texts;
  /** What a learner can do afterwards. */
  readonly teaches: readonly Texts[];
  /** Whether hints and advice are shown unasked; else only when asked for. */
  readonly hints: boolean;
  /** Whether steps are done only when all of them are at the same time; else what was done stays done. */
  readonly together: boolean;
  /** How long it takes a learner. */
  readonly minutes: number;
  /** Tags of the languages that it is told in; the first is for those who speak none of them. */
  readonly languages: readonly string[];
  /** The stage up to which everything is built when the learner begins. */
  readonly start: Stage;
  /** What a lab for it has unless the user asks for something else. */
  readonly spec: PartialSpec;
  /** Members that vote, and observers, without which its steps mean nothing. */
  readonly atLeast: { readonly nodes: number; readonly observers: number };
  /** What stands before the steps in the guide, and after them, as pages do. */
  readonly intro: Texts;
  readonly end: Texts;
  /** Another release of ZooKeeper that nodes are handed, a version or a line; what becomes of it is the learner's. */
  readonly otherZookeeper?: string;
  /** Lines or versions of ZooKeeper that it is right for; absent: any. */
  readonly onlyZookeeper?: readonly string[];
  /**
   * Shell that is run once on each node when it is up for the first time, placeholders in it; none, one, or one for each of
   * several cases.
   */
  readonly setups: readonly string[];
  /** For each of several cases what solves it: a page. None where the pages of the steps do. */
  readonly solutions: readonly Texts[];
  /** Functions for its probes beyond those of templates/probes; empty for none. */
  readonly probes: string;
  readonly steps: readonly Step[];
}
