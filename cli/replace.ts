import { say } from '../messages/index.js';
import { nodeNamed } from '../model/lab.js';
import { replace } from '../verbs/replace.js';
import { confirmed } from './confirm.js';
import { labOf, providerOf } from './lab.js';
import { changed } from './members.js';
import { isOn, type Run } from './run.js';

export const run: Run = async (typed, session) => {
  const lab = labOf(typed);
  const { name } = nodeNamed(lab, typed.words[0] ?? '');
  const question = say('replace.ask', { nodes: name, name: lab.spec.name });
  if (!isOn(typed, 'yes') && !(await confirmed(question, session.signal))) {
    session.output.note(say('destroy.refused'));
    return 1;
  }
  return changed(typed, session, async (context) => {
    const status = await replace(lab, name, { provider: providerOf(typed) }, context);
    return { status, done: say('replace.done', { nodes: name }) };
  });
};
