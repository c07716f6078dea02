import { join } from 'node:path';
import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import { findLab, type Lab } from '../model/lab.js';
import type { PartialSpec } from '../model/spec.js';
import { titleOf } from '../software/index.js';
import { fetch } from '../verbs/fetch.js';
import { fieldsOf } from './fields.js';
import { labOf } from './lab.js';
import { withProgress } from './progress.js';
import { isOn, type Run, type Typed, textOf } from './run.js';

/** What the lab that is meant needs: the one named, else the one here, else the usual one. Options win. */
async function wanted(
  typed: Typed,
): Promise<{ spec: PartialSpec; folders: string[]; other?: string | undefined }> {
  const fields = await fieldsOf(typed);
  const of = ({ spec, dir, facts }: Lab) => {
    return { spec: { ...spec, ...fields }, folders: [join(dir, 'artifacts')], other: facts.other?.version };
  };
  if (textOf(typed, 'lab') !== undefined) return of(labOf(typed));
  // Options describe a lab to come, not the one that happens to be here.
  const alone = { spec: fields, folders: [] };
  if (Object.keys(fields).some((field) => field !== 'mirror')) return alone;
  try {
    return of(findLab(process.cwd()));
  } catch (error) {
    if (error instanceof LabError && error.code === 'lab.not-found') return alone;
    throw error;
  }
}

export const run: Run = async (typed, session) => {
  const { output } = session;
  const { spec, folders, other } = await wanted(typed);
  const artifacts = await withProgress(session, ({ signal, emit }) =>
    fetch(spec, folders, other, { signal, progress: (artifact) => emit({ type: 'artifact', artifact }) }),
  );
  if (isOn(typed, 'json')) output.json(artifacts);
  else {
    for (const { kind, version, bytes, source } of artifacts) {
      const what = titleOf(kind);
      const size = (bytes / 1e6).toFixed(0);
      output.print(say('fetch.done', { what, version, size, source: say(`fetch.source.${source}`) }));
    }
  }
  return 0;
};
