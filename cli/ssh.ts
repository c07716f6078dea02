import { login } from '../verbs/exec.js';
import { nextByProgress } from '../verbs/guide.js';
import { labOf, providerOf } from './lab.js';
import type { Run } from './run.js';
import { nextLine } from './told-next.js';

export const run: Run = async (typed, { output }) => {
  const [node = ''] = typed.words;
  const lab = labOf(typed);
  if (typed.passed.length === 0 && process.stdin.isTTY && !lab.spec.plainShell) {
    const next = nextLine(nextByProgress(lab));
    if (next !== undefined) output.note(output.noteColors.dim(next));
  }
  return login(lab, node, typed.passed, { provider: providerOf(typed) });
};
