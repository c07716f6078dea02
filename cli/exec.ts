import { UsageError } from '../messages/errors.js';
import { exec, execOnAll } from '../verbs/exec.js';
import { labOf, providerOf } from './lab.js';
import { prefixed } from './prefixed.js';
import type { Run } from './run.js';

export const run: Run = async (typed, { signal, output }) => {
  const lab = labOf(typed);
  const provider = providerOf(typed);
  const [node = ''] = typed.words;
  if ((typed.passed[0] ?? '') === '') throw new UsageError('cli.missing-command', { command: 'exec', node });
  if (node !== 'all') return exec(lab, node, typed.passed, { provider, interactive: true, signal });

  const lines = prefixed(
    lab.nodes.map(({ name }) => name),
    output,
  );
  const statuses = await execOnAll(lab, typed.passed, { provider, signal }, lines.receive);
  lines.end();
  signal.throwIfAborted();
  return Math.max(...statuses);
};
