import { zkcli } from '../verbs/zkcli.js';
import { labOf, providerOf } from './lab.js';
import type { Run } from './run.js';

export const run: Run = async (typed, { signal, output }) => {
  return zkcli(labOf(typed), typed.passed, { provider: providerOf(typed), signal }, ({ answer, aside }) => {
    output.write(answer);
    if (aside !== '') output.note(aside.trimEnd());
  });
};
