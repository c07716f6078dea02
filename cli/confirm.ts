import { createInterface } from 'node:readline/promises';
import { UsageError } from '../messages/errors.js';

/** What counts as a yes, in whichever language the question was. */
const yes = ['y', 'yes', '是'];

/** Whether the user says yes. @throws UsageError destroy.no-terminal where nobody can be asked */
export async function confirmed(question: string, signal: AbortSignal): Promise<boolean> {
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
