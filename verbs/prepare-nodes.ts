/** What a lesson has done to nodes before its learner comes: once on each, when it is up for the first time. */

import { dirname } from 'node:path';
import { lessonNodes } from '../lessons/lesson-node.js';
import { commandsFor } from '../lessons/placeholders.js';
import { LabError } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import type { Provider } from '../providers/contract.js';
import { keepingOutput } from '../providers/kept-output.js';
import { lastLines } from '../system/last-lines.js';
import { setupOf } from './lesson.js';
import { assertTrusted } from './trust.js';

/** Beside ZooKeeper's data, so that it lives and goes with the node. */
const markName = '.zk-lab-lesson';

/** Runs what follows unless it was run before. Its words: where that is remembered, the shell. */
const once = `[ ! -e "$1" ] || exit 0
bash -c "$2" || exit
mkdir -p "\${1%/*}" && : >"$1"`;

/** @throws LabError lesson.setup-failed, lesson.untrusted */
export async function prepareNodes(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  { emit, signal }: Context,
): Promise<void> {
  const setup = setupOf(lab);
  if (setup === '') return;
  assertTrusted(lab, provider);
  emit({ type: 'step', title: sentence('lesson.setup') });
  const due = lessonNodes(lab, provider).filter(({ node }) => nodes.some(({ id }) => id === node.id));
  await Promise.all(
    due.map(async (each) => {
      const mark = `${dirname(each.finished.dataDir)}/${markName}`;
      const command = ['bash', '-c', once, 'bash', mark, commandsFor(each)(setup)];
      const handle = provider.node(lab, each.node);
      const { options, said } = keepingOutput(signal);
      if ((await handle.exec(command, options)) === 0) return;
      throw new LabError('lesson.setup-failed', { node: each.node.name, said: lastLines(said.all, 8) });
    }),
  );
}
