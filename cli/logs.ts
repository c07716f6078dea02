import { UsageError } from '../messages/errors.js';
import { nodeNamed } from '../model/lab.js';
import { logs } from '../verbs/logs.js';
import { labOf, providerOf } from './lab.js';
import { prefixed } from './prefixed.js';
import { isOn, type Run, textOf } from './run.js';

/** Lines to begin with. */
const usualTail = '100';

export const run: Run = async (typed, { signal, output }) => {
  const lab = labOf(typed);
  const value = textOf(typed, 'tail') ?? usualTail;
  if (!/^\d{1,9}$/.test(value)) throw new UsageError('cli.bad-tail', { value });
  const [node] = typed.words;
  const names = node === undefined ? lab.nodes.map(({ name }) => name) : [nodeNamed(lab, node).name];
  const lines = prefixed(names, output);
  const options = {
    provider: providerOf(typed),
    node,
    follow: isOn(typed, 'follow'),
    tail: Number(value),
    all: isOn(typed, 'all'),
    signal,
  };
  const { statuses, next } = await logs(lab, options, lines.receive);
  lines.end();
  if (next !== undefined) output.note(next);
  // Ctrl-C is how following ends.
  return signal.aborted ? 0 : Math.min(1, Math.max(...statuses));
};
