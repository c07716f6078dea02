import { say } from '../messages/index.js';
import { answer } from '../verbs/answer.js';
import { labOf, providerOf } from './lab.js';
import type { Run } from './run.js';

export const run: Run = async (typed, { signal, output }) => {
  const [step = '', ...words] = typed.words;
  const options = { provider: providerOf(typed) };
  const right = await answer(labOf(typed), step, words.join(' '), options, { signal, emit: () => {} });
  const { green, red } = output.colors;
  output.print(
    right ? `${green('✔')} ${say('answer.right')}` : `${red('✘')} ${say('answer.wrong', { id: step })}`,
  );
  return right ? 0 : 1;
};
