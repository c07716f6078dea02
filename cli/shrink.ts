import { say } from '../messages/index.js';
import { namesOf } from '../model/lab.js';
import { shrink, shrinkLeavers } from '../verbs/shrink.js';
import { confirmed } from './confirm.js';
import { labOf, providerOf } from './lab.js';
import { changed, sizeTyped } from './members.js';
import { isOn, type Run } from './run.js';

export const run: Run = async (typed, session) => {
  const { voters, observers } = sizeTyped(typed, 'shrink');
  const before = labOf(typed);
  const options = { provider: providerOf(typed), observers };
  const question = { nodes: namesOf(shrinkLeavers(before, voters, options)), name: before.spec.name };
  if (!isOn(typed, 'yes') && !(await confirmed(say('shrink.ask', question), session.signal))) {
    session.output.note(say('destroy.refused'));
    return 1;
  }
  return changed(typed, session, async (context) => {
    const { lab, status } = await shrink(before, voters, options, context);
    return { status, done: say('shrink.done', { nodes: namesOf(lab.nodes) }) };
  });
};
