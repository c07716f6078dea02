import { listed, say } from '../messages/index.js';
import { namesOf, nodesNamed } from '../model/lab.js';
import { down } from '../verbs/down.js';
import { labOf, providerOf } from './lab.js';
import { withProgress } from './progress.js';
import type { Run } from './run.js';

export const run: Run = async (typed, session) => {
  const { output } = session;
  const lab = labOf(typed);
  const options = { provider: providerOf(typed), nodes: typed.words };
  const { nodes } = await withProgress(session, (context) => down(lab, options, context));
  if (nodes.length > 0) output.print(say('down.done', { nodes: listed(nodes) }));
  else output.print(say('down.nothing', { nodes: namesOf(nodesNamed(lab, typed.words)) }));
  return 0;
};
