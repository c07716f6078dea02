import * as z from 'zod/mini';
import { specSchema } from '../model/spec-schema.js';
import { stages } from '../model/stages.js';
import { comparisonNames, comparisons } from './compare.js';
import { conditions, remedyConditions } from './conditions.js';
import {
  factPlaceholders,
  nodePlaceholders,
  remedyPlaceholders,
  surroundingPlaceholders,
} from './placeholder-names.js';

/*
 * What lab.yaml and step.yaml may hold, with descriptions for editors. Only what concerns one field alone is checked
 * here; what fits together is checked in load.ts.
 */

/** Names and what they stand for, as a description goes on. */
const listed = (names: Readonly<Record<string, string | { readonly description: string }>>): string =>
  Object.entries(names)
    .map(([name, about]) => `\n- ${name}: ${typeof about === 'string' ? about : about.description}`)
    .join('');

const filled = () => z.string().check(z.minLength(1));
const described = <T extends z.ZodMiniType>(schema: T, description: string): T =>
  schema.check(z.describe(description)) as T;

const texts = (description: string) => described(z.record(z.string(), filled()), description);
const ids = (description: string) => described(z._default(z.array(filled()), []), description);
const when = <T extends string>(description: string, known: Readonly<Record<T, { description: string }>>) =>
  described(
    z._default(z.array(z.enum(Object.keys(known) as [T, ...T[]])), []),
    `${description} if all of this holds:${listed(known)}`,
  );
const inEachLanguage = 'in each of the lab’s languages, by language tag';

const remedy = () =>
  z.strictObject({
    when: when('This remedy is for labs', remedyConditions),
    detail: described(
      z.optional(filled()),
      'It is for this detail of the probe’s (see templates/probes), or of znodes: znode-missing, znode-differs; for whatever was seen, if absent. A node with the detail waits has no remedy while another has something else',
    ),
    where: described(
      z._default(z.enum(['node', 'host']), 'node'),
      'Where it is typed: in a shell of root’s on the node, or on the host, the machine that zk-lab runs on',
    ),
    reason: described(
      z.optional(z.record(z.string(), filled())),
      `The mistake by its name and what it leads to, ${inEachLanguage}; it may name what the command may, and is left out where nothing is left of it`,
    ),
    command: described(
      filled(),
      `What is typed, a line for each command. It may name, quoted as bash needs it:${listed(remedyPlaceholders)}\nAnd what a probe knows, where it does; {{#NAME}}…{{.}}…{{/NAME}} is written once for each, {{^NAME}}…{{/NAME}} where there is none:${listed({ ...factPlaceholders, ...surroundingPlaceholders })}`,
    ),
  });

const question = () =>
  z.strictObject({
    question: texts(`What is asked, ${inEachLanguage}`),
    probe: described(
      z.optional(filled()),
      'A probe that sees the right answer on the nodes where it is content, when the answer is given',
    ),
    accept: described(
      z._default(z.array(filled()), []),
      'Right answers: regular expressions that the whole answer matches, in capitals or not',
    ),
  });

const count = (description: string) =>
  described(z.optional(z.number().check(z.int(), z.minimum(0))), description);
const flag = (description: string) => described(z.optional(z.boolean()), description);
const path = (description: string) =>
  described(z.string().check(z.regex(/^\/([^/]+(\/[^/]+)*)?$/)), description);

const znode = () =>
  z.strictObject({
    path: path('Path of the znode'),
    absent: flag('It must not be there; nothing else is asked of it then'),
    data: described(z.optional(z.string()), 'A regular expression that all of its data matches'),
    version: count('At least so many changes of its data (dataVersion)'),
    childrenVersion: count('At least so many children that came or went (cversion)'),
    children: count('Exactly so many children; with child: at least so many that are called so'),
    child: described(z.optional(filled()), 'A regular expression that the whole name of a child matches'),
    ephemeral: flag('Whether it goes with the session that made it'),
    closed: flag('Whether nobody reads it who has not said who they are (addauth)'),
    laterEpochThan: z.optional(
      path('Path of another znode: this one was created under a leader of a later epoch than that one'),
    ),
  });

/** Schema of a step.yaml. */
export const stepSchema = () =>
  z.strictObject({
    stage: described(
      z.optional(z.enum(stages)),
      'The stage of a lab that does this step, where the lab goes so far; steps come in the order of stages, and those that no stage does come last',
    ),
    title: texts(`The step in a few words, as it is when done, ${inEachLanguage}`),
    explanation: texts(
      `What the step is for and why it matters, in one to three sentences, ${inEachLanguage}`,
    ),
    when: when('A lab has this step', conditions),
    needs: ids('Earlier steps without which this one cannot be done on a node: while they are not, it waits'),
    needsEverywhere: ids('The same, where they have to be done on all nodes'),
    probe: described(
      z.optional(filled()),
      `What is looked at on each node: a function of templates/probes and its arguments, as they would be typed in bash. They may name, quoted as bash needs it:${listed(nodePlaceholders)}`,
    ),
    state: described(
      z.optional(z.enum(['running'])),
      'Instead of a probe: the step is done where the node itself runs',
    ),
    znodes: described(
      z.optional(z.array(znode()).check(z.minLength(1))),
      'Instead of a probe, or beside it: what the ensemble’s znodes are like when the step is done; all of it has to be so',
    ),
    where: described(
      z._default(z.union([z.enum(['each', 'any']), z.number().check(z.int(), z.minimum(1))]), 'each'),
      'Whether the probe has to be content on each node, on any one of them, or on so many at least',
    ),
    answer: described(
      z.optional(question()),
      'Instead of a probe, where nothing on the nodes tells whether the step was done: what is asked. It is answered with zk-lab answer',
    ),
    compare: described(
      z.optional(z.enum(comparisonNames)),
      `How what was seen is held beside what other nodes saw, where each probe was content:${listed(comparisons)}`,
    ),
    remedy: described(
      z._default(z.array(remedy()), []),
      'What helps where the step is not done. The first that fits is shown; the last has neither when nor detail, so that one always fits. A question needs none',
    ),
    hint: texts(`What to think of, without giving the commands away, ${inEachLanguage}`),
  });

/** Schema of a lab.yaml. */
export const labSchema = () =>
  z.strictObject({
    title: texts(`What the lab is about, ${inEachLanguage}`),
    teaches: described(
      z.array(texts(`One thing, ${inEachLanguage}`)).check(z.minLength(1)),
      'What a learner can do afterwards',
    ),
    otherZookeeper: described(
      z.optional(filled()),
      'Another ZooKeeper, a version or a line such as 3.9, for a lab that is about both: create fetches its tarball, and each node is handed it',
    ),
    onlyZookeeper: described(
      z.optional(z.array(filled()).check(z.minLength(1))),
      'The lines (3.4) or versions of ZooKeeper that the lab is right for; create refuses all others',
    ),
    hints: described(
      z._default(z.boolean(), true),
      'Whether check shows hints and advice unasked; false for riddles',
    ),
    together: described(
      z._default(z.boolean(), false),
      'Whether steps count as done only when all of them are at the same time; else what was done stays done',
    ),
    minutes: described(
      z.number().check(z.int(), z.minimum(1), z.maximum(600)),
      'How long it takes a learner',
    ),
    languages: described(
      z.array(z.string().check(z.regex(/^[a-z]{2,3}(-[A-Z][A-Za-z]+)?$/))).check(z.minLength(1)),
      'Tags of the languages that every text is in, such as en and zh-CN; the first is shown to those who speak none of them',
    ),
    start: described(
      z.enum(stages),
      'The stage up to which everything is built when the learner begins; the rest is the learner’s',
    ),
    spec: described(
      z._default(specSchema(['until']), {}),
      'What a lab for it has, as in zk-lab.yaml, unless the user asks for something else',
    ),
    atLeast: described(
      z.optional(
        z.strictObject({
          nodes: described(z.optional(z.number().check(z.int(), z.minimum(1))), 'Members that vote'),
          observers: count('Observers'),
        }),
      ),
      'With how few nodes its steps still mean something; create refuses fewer. As many as spec has, unless this says otherwise',
    ),
  });
