/** What a lesson has done to nodes before its learner comes: once on each, when it is up for the first time. */

import { dirname } from 'node:path';
import { lessonNodes } from '../lessons/lesson-node.js';
import { commandsFor } from '../lessons/placeholders.js';
import { LabError } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import { forgetDone, rememberReady } from '../model/progress.js';
import type { Provider } from '../providers/contract.js';
import { keepingOutput } from '../providers/kept-output.js';
import { lastLines } from '../system/last-lines.js';
import { lessonOf, setupOf } from './lesson.js';
import { assertTrusted } from './trust.js';

/** Beside ZooKeeper's data, so that it lives and goes with the node; as old as what a lab's setup has left in there, by which mend-it goes. */
const markName = '.zk-lab-lesson';

/** What is printed first where nodes are new. */
const isNew = 'zk-lab: new';

/** Runs what follows unless it was run before. Its words: where that is remembered, the shell. */
const once = `[ ! -e "$1" ] || exit 0
echo '${isNew}'
bash -c "$2" || exit
mkdir -p "\${1%/*}" && : >"$1"`;

/** Remembers what new nodes are like. That such a cluster was mended is forgotten; what is done step by step stays done. */
function rememberNew(lab: Lab, lesson: string, { emit }: Context): void {
  const { together, steps } = lessonOf(lab);
  try {
    rememberReady(lab, lesson);
    if (!together) return;
    forgetDone(
      lab,
      steps.map(({ id }) => id),
    );
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    emit({ type: 'note', text: sentence('said', { text: error.message }) });
  }
}

/** @throws LabError lesson.setup-failed, lesson.untrusted */
export async function prepareNodes(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  context: Context,
): Promise<void> {
  const { emit, signal } = context;
  const { lesson, shell: setup } = setupOf(lab, nodes.length === lab.nodes.length);
  if (setup === '') return;
  assertTrusted(lab, provider);
  emit({ type: 'step', title: sentence('lesson.setup') });
  const due = lessonNodes(lab, provider).filter(({ node }) => nodes.some(({ id }) => id === node.id));
  let broken = false;
  try {
    await Promise.all(
      due.map(async (each) => {
        const mark = `${dirname(each.finished.dataDir)}/${markName}`;
        const command = ['bash', '-c', once, 'bash', mark, commandsFor(each)(setup)];
        const handle = provider.node(lab, each.node);
        const { options, said } = keepingOutput(signal);
        const status = await handle.exec(command, options);
        broken ||= said.stdout.startsWith(isNew);
        if (status === 0) return;
        const told = said.all.replace(`${isNew}\n`, '');
        throw new LabError('lesson.setup-failed', { node: each.node.name, said: lastLines(told, 8) });
      }),
    );
  } finally {
    if (broken) rememberNew(lab, lesson, context);
  }
}
