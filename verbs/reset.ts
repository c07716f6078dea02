/** Taking a lab back to before a step: its nodes are made anew, and what came before that step is done again. */

import type { Step } from '../lessons/lesson.js';
import { lessonNodes } from '../lessons/lesson-node.js';
import { UsageError } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import { forgetDone } from '../model/progress.js';
import type { Provider } from '../providers/contract.js';
import { keepingOutput } from '../providers/kept-output.js';
import { stepsOn } from './check.js';
import type { VerbOptions } from './context.js';
import { destroy } from './destroy.js';
import { requireChangeable } from './holder.js';
import { lessonOf } from './lesson.js';
import { isLearners } from './reader.js';
import { solve } from './solve.js';
import { stepNamed } from './step-named.js';
import { assertTrusted } from './trust.js';
import { typedStep } from './typed-step.js';
import { up } from './up.js';

/** What `reset` may be told. */
export interface ResetOptions extends VerbOptions {
  /** The step to be before, by its id or number; the learner's first one if absent. */
  readonly to?: string | undefined;
}

/** Files of a node that its user made or changed, as far as that can be told. */
export interface OwnFiles {
  readonly node: string;
  /** Absolute paths on the node, at most `most`. */
  readonly files: readonly string[];
}

/** A longer list is read by nobody. */
const most = 20;

/**
 * Files that are younger than the first thing that provision/ put on the node, and that it did not put there (lib.sh keeps a
 * record of each), nor ssh by itself. What the steps have one make, ZooKeeper's folder above all, is done again by whoever takes
 * them again. Its word: that folder.
 */
const findOwn = `first=$(ls -tr /var/lib/zk-lab/put_* 2>/dev/null | head -n 1)
[ -n "$first" ] || exit 0
find /root /home /opt /srv -xdev -path "$1" -prune -o -type f -newer "$first" ! -name '*.out' ! -name '.bash_history' \\
  ! -path '*/.ssh/known_hosts' -print 2>/dev/null | while IFS= read -r file; do
  [ -e "/var/lib/zk-lab/put\${file//\\//_}" ] || printf '%s\\n' "$file"
done | head -n ${most}`;

/**
 * What of the user's own would go with the nodes; to be shown before anybody is asked, and so a step that there is not is told here.
 * @throws UsageError lesson.no-step, reset.built; LabError lab.not-up
 */
export async function ownFiles(lab: Lab, options: ResetOptions): Promise<OwnFiles[]> {
  if (options.to !== undefined) await typedStep(lab, options.to, options);
  const provider = await requireChangeable(lab, options.provider);
  targetOf(lab, stepsHere(lab, provider), options.to);
  if (provider.capabilities.machine === 'shared') return [];
  const found = await Promise.all(
    lab.nodes.map(async (node): Promise<OwnFiles> => {
      const { options, said } = keepingOutput();
      // Of a node that does not run nothing can be told.
      const handle = provider.node(lab, node);
      const command = ['bash', '-c', findOwn, 'bash', handle.layout.home];
      await handle.exec(command, options).catch(() => 1);
      return { node: node.name, files: said.stdout.split('\n').filter(Boolean) };
    }),
  );
  return found.filter(({ files }) => files.length > 0);
}

const stepsHere = (lab: Lab, provider: Provider): Step[] =>
  stepsOn(lessonOf(lab), lessonNodes(lab, provider), provider, 'cluster');

/** The step to be before; none where the lab does all by itself. @throws UsageError reset.built where it does that one */
function targetOf(lab: Lab, steps: readonly Step[], to: string | undefined): Step | undefined {
  if (to === undefined) return steps.find((step) => isLearners(step, lab));
  const target = stepNamed(steps, to);
  if (isLearners(target, lab)) return target;
  throw new UsageError('reset.built', { id: target.id, until: lab.spec.until });
}

/** Says how to have nodes made anew that are neither what they were nor new. */
async function tellUnfinished(
  lab: Lab,
  provider: Provider,
  target: Step | undefined,
  { emit }: Context,
): Promise<void> {
  const { holds } = await provider.holds(lab);
  const again = `zk-lab reset${target === undefined ? '' : ` --to ${target.id}`}`;
  // There is nothing to take back before there are nodes.
  const typed = holds === false ? `zk-lab up --provider ${provider.name}; ${again}` : again;
  emit({ type: 'note', text: sentence('reset.unfinished', { typed }) });
}

/**
 * Makes the nodes anew, data included, and does what comes before a step. Asks nobody.
 * @returns id of the step that is the learner's next; undefined where the lab does all of them by itself
 * @throws UsageError lesson.no-step, reset.built; LabError as destroy, up and solve do
 */
export async function reset(lab: Lab, options: ResetOptions, context: Context): Promise<string | undefined> {
  const provider = await requireChangeable(lab, options.provider);
  // Before anything is gone: what comes after would ask for it.
  assertTrusted(lab, provider);
  const steps = stepsHere(lab, provider);
  const target = targetOf(lab, steps, options.to);
  const index = target ? steps.indexOf(target) : steps.length;
  context.emit({ type: 'step', title: sentence('reset.nodes') });
  try {
    await destroy(lab, { provider: provider.name }, context);
    forgetDone(
      lab,
      steps.slice(index).map(({ id }) => id),
    );
    await up(lab, { provider: provider.name, anew: true }, context);
    const before = target && steps[index - 1];
    if (before) await solve(lab, { provider: provider.name, to: before.id, anew: true }, context);
  } catch (error) {
    await tellUnfinished(lab, provider, options.to === undefined ? undefined : target, context);
    throw error;
  }
  return target?.id;
}
