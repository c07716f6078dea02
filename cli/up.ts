import { resolve } from 'node:path';
import { findLab, type Lab, openLab } from '../labs/lab.js';
import type { PartialSpec } from '../labs/spec.js';
import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import type { ProviderName } from '../providers/provider.js';
import { usableProvider } from '../verbs/holder.js';
import { up } from '../verbs/up.js';
import { createShown, usualDirectory } from './create.js';
import { labOf, providerOf } from './lab.js';
import { startProgress } from './progress.js';
import { isOn, type Run, type Session, type Typed, textOf } from './run.js';
import { showStatus } from './status.js';

/** The lab here; where there is none, the one in ./zk-lab, made first if need be. */
async function labHereOrNew(typed: Typed, wanted: ProviderName | undefined, session: Session): Promise<Lab> {
  if (textOf(typed, 'lab') !== undefined) return labOf(typed);
  try {
    return findLab(process.cwd());
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'lab.not-found') throw error;
  }
  const directory = resolve(usualDirectory);
  try {
    return openLab(directory);
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'lab.none') throw error;
  }
  const { output, signal } = session;
  output.note(say('up.created', { directory }));
  const progress = startProgress(output);
  let typedSpec: PartialSpec = {};
  let prepared: { spec: PartialSpec; note?: string } | undefined;
  try {
    const { provider } = await usableProvider(wanted);
    prepared = await provider.prepare?.(typedSpec, { signal, report: progress });
    typedSpec = prepared?.spec ?? typedSpec;
  } finally {
    progress.end();
  }
  if (prepared?.note !== undefined) output.note(`! ${prepared.note}`);
  const fetch = prepared === undefined;
  const { lab, warnings } = await createShown(
    { directory, typed: typedSpec, fetch, force: false, dryRun: false },
    session,
  );
  for (const warning of warnings) output.note(`! ${warning}`);
  return lab;
}

export const run: Run = async (typed, session) => {
  const provider = providerOf(typed);
  const lab = await labHereOrNew(typed, provider, session);
  const progress = startProgress(session.output);
  const context = { signal: session.signal, report: progress };
  try {
    const status = await up(lab, { provider, nodes: typed.words }, context);
    progress.end();
    showStatus(status, isOn(typed, 'json'), session);
    return 0;
  } catch (error) {
    progress.end(true);
    if (session.signal.aborted) throw new LabError('cli.interrupted.up');
    throw error;
  }
};
