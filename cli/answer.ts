import { say } from '../messages/index.js';
import { answer } from '../verbs/answer.js';
import { labOf, providerOf } from './lab.js';
import type { Run } from './run.js';
import { toldNext } from './told-next.js';
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
  const next = await toldNext(lab, options.provider);
  if (next !== undefined) output.print(bold(next));
  return 0;
};
