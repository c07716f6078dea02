import { createInterface } from 'node:readline/promises';
import { UsageError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import { destroy, destroyable } from '../verbs/destroy.js';
import { labOf, providerOf } from './lab.js';
import { startProgress } from './progress.js';
import { isOn, type Run } from './run.js';

/** What counts as a yes, in whichever language the question was. */
const yes = ['y', 'yes', '是'];

/** Whether the user says yes. @throws UsageError destroy.no-terminal where nobody can be asked */
async function confirmed(question: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY) throw new UsageError('destroy.no-terminal');
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  // It takes Ctrl-C for itself, as a key; and Ctrl-D, the end of all answers, is none.
  prompt.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const closed = new Promise<string>((resolve) => prompt.on('close', () => resolve('')));
  try {
    const answer = await Promise.race([prompt.question(question, { signal }), closed]);
    return yes.includes(answer.trim().toLowerCase());
  } finally {
    prompt.close();
  }
}

export const run: Run = async (typed, { signal, output }) => {
  const lab = labOf(typed);
  const options = { provider: providerOf(typed) };
  const { name } = lab.spec;
  const what = await destroyable(lab, options);
  if (what.length === 0) {
    output.print(say('destroy.nothing', { name }));
    return 0;
  }
  if (
    !isOn(typed, 'yes') &&
    !(await confirmed(say('destroy.ask', { what: what.join(', '), name }), signal))
  ) {
    output.note(say('destroy.refused'));
    return 1;
  }
  const progress = startProgress(output);
  let failed = true;
  try {
    await destroy(lab, options, { signal, emit: progress.emit });
    failed = false;
  } finally {
    progress.end(failed);
  }
  output.print(say('destroy.done', { provider: what.join(', '), name, directory: lab.dir }));
  return 0;
};
