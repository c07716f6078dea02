import { say } from '../messages/index.js';
import { answer } from '../verbs/answer.js';
import { nextStepOf } from '../verbs/next-step.js';
import { labOf, providerOf } from './lab.js';
import type { Run } from './run.js';
import { trusting } from './trusting.js';

export const run: Run = async (typed, session) => {
  const { signal, output } = session;
  const lab = labOf(typed);
  const [step = '', ...words] = typed.words;
  const options = { provider: providerOf(typed) };
  const answered = await trusting(lab, session, () =>
    answer(lab, step, words.join(' '), options, { signal, emit: () => {} }),
  );
  const { green, red, bold } = output.colors;
  const mark = answered === 'right' ? green('✔') : red('✘');
  output.print(`${mark} ${say(`answer.${answered}`, { id: step })}`);
  if (answered !== 'right') return 1;
  output.print(bold(await nextStepOf(lab, options, signal)));
  return 0;
};
