import { say } from '../messages/index.js';
import { guide } from '../verbs/guide.js';
import { labOf, providerOf } from './lab.js';
import { markdownLines } from './markdown.js';
import { program } from './program.js';
import { isOn, type Run } from './run.js';
import { wrapped } from './wrap.js';

export const run: Run = async (typed, { signal, output }) => {
  const [step] = typed.words;
  const options = { provider: providerOf(typed), step };
  const page = await guide(labOf(typed), options, { signal, emit: () => {} });
  if (isOn(typed, 'json')) {
    output.json(page);
    return 0;
  }
  const { number, count, markdown, held, trouble } = page;
  const place = page.step === null ? say('guide.end', { count }) : say('guide.place', { number, count });
  output.print(output.colors.dim(place));
  if (trouble !== undefined) output.note(trouble);
  else if (!held && page.step !== null) {
    const note = say('guide.not-up', { command: `${program()} up` });
    for (const line of wrapped(note, output.columns - 1)) output.print(output.colors.yellow(line));
  }
  output.print();
  for (const line of markdownLines(markdown, output)) output.print(line);
  return 0;
};
