import * as z from 'zod/mini';
import { specSchema } from '../model/spec-schema.js';
import { stages } from '../model/stages.js';
import { comparisonNames, comparisons } from './compare.js';
import { conditionNames, conditions } from './conditions.js';
import { factPlaceholders, nodePlaceholders, remedyPlaceholders } from './placeholders.js';

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
const when = (description: string) =>
  described(
    z._default(z.array(z.enum(conditionNames)), []),
    `${description} if all of this holds:${listed(conditions)}`,
  );
const inEachLanguage = 'in each of the lab’s languages, by language tag';

const remedy = () =>
  z.strictObject({
    when: when('This remedy is for labs'),
    detail: described(
      z.optional(filled()),
      'It is for this detail of the probe’s (see labs/probes.sh); for whatever the probe said, if absent',
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
      `What is typed, a line for each command. It may name, quoted as bash needs it:${listed(remedyPlaceholders)}\nAnd what a probe knows, where it does; {{#NAME}}…{{.}}…{{/NAME}} is written once for each, {{^NAME}}…{{/NAME}} where there is none:${listed(factPlaceholders)}`,
    ),
  });

/** Schema of a step.yaml. */
export const stepSchema = () =>
  z.strictObject({
    stage: described(z.enum(stages), 'The stage that the step belongs to; steps come in the order of stages'),
    title: texts(`The step in a few words, as it is when done, ${inEachLanguage}`),
    explanation: texts(
      `What the step is for and why it matters, in one to three sentences, ${inEachLanguage}`,
    ),
    when: when('A lab has this step'),
    needs: ids('Earlier steps without which this one cannot be done on a node: while they are not, it waits'),
    needsEverywhere: ids('The same, where they have to be done on all nodes'),
    probe: described(
      z.optional(filled()),
      `What is looked at on each node: a function of labs/probes.sh and its arguments, as they would be typed in bash. They may name, quoted as bash needs it:${listed(nodePlaceholders)}`,
    ),
    state: described(
      z.optional(z.enum(['running'])),
      'Instead of a probe: the step is done where the node itself runs',
    ),
    compare: described(
      z.optional(z.enum(comparisonNames)),
      `How what was seen is held beside what other nodes saw, where each probe was content:${listed(comparisons)}`,
    ),
    remedy: described(
      z.array(remedy()).check(z.minLength(1)),
      'What helps where the step is not done. The first that fits is shown; the last has neither when nor detail, so that one always fits',
    ),
  });

/** Schema of a lab.yaml. */
export const labSchema = () =>
  z.strictObject({
    title: texts(`What the lab is about, ${inEachLanguage}`),
    teaches: described(
      z.array(texts(`One thing, ${inEachLanguage}`)).check(z.minLength(1)),
      'What a learner can do afterwards',
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
  });
