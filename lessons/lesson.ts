import type { PartialSpec } from '../model/spec.js';
import type { Stage } from '../model/stages.js';
import type { Comparison } from './compare.js';
import type { Condition } from './conditions.js';

/*
 * What a folder of labs/ holds, read and checked (load.ts). Plain data: the build keeps it as JSON.
 * What may stand in the files, content-schema.ts says.
 */

/** A text in each of the lesson's languages, by language tag (BCP 47). Placeholders of the whole lab may stand in it. */
export type Texts = Readonly<Record<string, string>>;

/** What to type, and where: on the node, or on the machine that zk-lab runs on. */
export interface Remedy {
  /** It is for labs of which all of this holds. */
  readonly when: readonly Condition[];
  /** It is for this detail of the probe's; absent: for whatever it was. */
  readonly detail?: string;
  readonly where: 'node' | 'host';
  /** The mistake by its name, where what was seen does not tell it. What commands may name may stand in it. */
  readonly reason?: Texts;
  /** Shell commands, each on a line; placeholders stand in them. */
  readonly command: string;
}

/** One thing to be done on every node, how it is seen whether it is, and what helps. */
export interface Step {
  /** Its name in the lesson. */
  readonly id: string;
  readonly stage: Stage;
  readonly title: Texts;
  /** What it is for, in one to three sentences. */
  readonly explanation: Texts;
  /** A lab has this step if all of this holds. */
  readonly when: readonly Condition[];
  /** Earlier steps without which this one cannot be done: while they are not, it waits. */
  readonly needs: readonly string[];
  /** The same, of steps on any of the nodes. */
  readonly needsEverywhere: readonly string[];
  /** A probe of labs/probes.sh and its arguments, as they are typed in bash; absent: whether the node runs at all. */
  readonly probe?: string;
  /** What the nodes' observations must be beside each other. */
  readonly compare?: Comparison;
  /** The first that fits is taken; the last one fits always. */
  readonly remedy: readonly Remedy[];
}

/** A lab as a teacher writes it: what it is about, what it starts from, and its steps in their order. */
export interface Lesson {
  /** Name of its folder. */
  readonly name: string;
  readonly title: Texts;
  /** What a learner can do afterwards. */
  readonly teaches: readonly Texts[];
  /** How long it takes a learner. */
  readonly minutes: number;
  /** Tags of the languages that it is told in; the first is for those who speak none of them. */
  readonly languages: readonly string[];
  /** The stage up to which everything is built when the learner begins. */
  readonly start: Stage;
  /** What a lab for it has unless the user asks for something else. */
  readonly spec: PartialSpec;
  readonly steps: readonly Step[];
}
