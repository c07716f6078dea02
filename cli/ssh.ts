import { login } from '../verbs/exec.js';
import { labOf, providerOf } from './lab.js';
import type { Run } from './run.js';

export const run: Run = async (typed) => {
  const [node = ''] = typed.words;
  return login(labOf(typed), node, typed.passed, { provider: providerOf(typed) });
};
