import { say } from '../messages/index.js';
import { answer } from '../verbs/answer.js';
import { labOf, providerOf } from './lab.js';
import type { Run } from './run.js';
import { trusting } from './trusting.js';

export const run: Run = async (typed, session) => {
  const { signal, output } = session;
  const lab = labOf(typed);
  const [step = '', ...words] = typed.words;
  const options = { provider: providerOf(typed) };
  const right = await trusting(lab, session, () =>
    answer(lab, step, words.join(' '), options, { signal, emit: () => {} }),
  );
  const { green, red } = output.colors;
  output.print(
    right ? `${green('✔')} ${say('answer.right')}` : `${red('✘')} ${say('answer.wrong', { id: step })}`,
  );
  return right ? 0 : 1;
};
