import { listed, say } from '../messages/index.js';
import { namesOf, nodesNamed } from '../model/lab.js';
import { down } from '../verbs/down.js';
import { labOf, providerOf } from './lab.js';
import { startProgress } from './progress.js';
import type { Run } from './run.js';

export const run: Run = async (typed, { signal, output }) => {
  const lab = labOf(typed);
  const progress = startProgress(output);
  let failed = true;
  try {
    const options = { provider: providerOf(typed), nodes: typed.words };
    const { nodes } = await down(lab, options, { signal, emit: progress.emit });
    failed = false;
    progress.end();
    if (nodes.length > 0) output.print(say('down.done', { nodes: listed(nodes) }));
    else output.print(say('down.nothing', { nodes: namesOf(nodesNamed(lab, typed.words)) }));
    return 0;
  } finally {
    if (failed) progress.end(true);
  }
};
