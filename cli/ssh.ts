import { say } from '../messages/index.js';
import { login } from '../verbs/exec.js';
import { nextByProgress } from '../verbs/guide.js';
import { labOf, providerOf } from './lab.js';
import { program } from './program.js';
import type { Run } from './run.js';

export const run: Run = async (typed, { output }) => {
  const [node = ''] = typed.words;
  const lab = labOf(typed);
  if (typed.passed.length === 0 && process.stdin.isTTY && !lab.spec.plainShell) {
    const next = nextByProgress(lab);
    if (next)
      output.note(output.noteColors.dim(say('guide.next', { ...next, command: `${program()} guide` })));
  }
  return login(lab, node, typed.passed, { provider: providerOf(typed) });
};
