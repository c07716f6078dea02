import { say } from '../messages/index.js';
import { ownFiles, reset } from '../verbs/reset.js';
import { confirmed } from './confirm.js';
import { labOf, providerOf } from './lab.js';
import { withProgress } from './progress.js';
import { isOn, type Run, textOf } from './run.js';
import { trusting } from './trusting.js';

export const run: Run = async (typed, session) => {
  const { signal, output } = session;
  const lab = labOf(typed);
  const options = { provider: providerOf(typed), to: textOf(typed, 'to') };
  for (const { node, files } of await ownFiles(lab, options)) {
    output.note(`! ${say('reset.own', { node, files: files.join(' ') })}`);
  }
  if (!isOn(typed, 'yes') && !(await confirmed(say('reset.ask', { name: lab.spec.name }), signal))) {
    output.note(say('destroy.refused'));
    return 1;
  }
  const id = await withProgress(session, (context) =>
    trusting(lab, session, () => reset(lab, options, context)),
  );
  output.print(
    `${output.colors.green('✔')} ${id === undefined ? say('reset.anew') : say('reset.done', { id })}`,
  );
  return 0;
};
