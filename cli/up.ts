import { resolve } from 'node:path';
import { findLab, type Lab, openLab } from '../labs/lab.js';
import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import { up } from '../verbs/up.js';
import { createShown, usualDirectory } from './create.js';
import { labOf, providerOf } from './lab.js';
import { startProgress } from './progress.js';
import { isOn, type Run, type Session, type Typed, textOf } from './run.js';
import { showStatus } from './status.js';

/** The lab here; where there is none, the one in ./zk-lab, made first if need be. */
async function labHereOrNew(typed: Typed, session: Session): Promise<Lab> {
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
  session.output.note(say('up.created', { directory }));
  const input = { directory, typed: {}, fetch: true, force: false, dryRun: false };
  const { lab, warnings } = await createShown(input, session);
  for (const warning of warnings) session.output.note(`! ${warning}`);
  return lab;
}

export const run: Run = async (typed, session) => {
  const provider = providerOf(typed);
  const lab = await labHereOrNew(typed, session);
  const progress = startProgress(session.output);
  const context = { signal: session.signal, report: progress };
  try {
    const status = await up(lab, { provider, nodes: typed.words }, context);
    progress.end();
    await showStatus(status, isOn(typed, 'json'), session);
    return 0;
  } catch (error) {
    progress.end(true);
    if (session.signal.aborted) throw new LabError('cli.interrupted.up');
    throw error;
  }
};
