import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import { findLab } from '../model/lab.js';
import type { PartialSpec } from '../model/spec.js';
import { titleOf } from '../software/index.js';
import { fetch } from '../verbs/fetch.js';
import { fieldsOf } from './fields.js';
import { labOf } from './lab.js';
import { startProgress } from './progress.js';
import { isOn, type Run, type Typed, textOf } from './run.js';

/** What the lab that is meant needs: the one named, else the one here, else the usual one. Options win. */
async function wanted(typed: Typed): Promise<PartialSpec> {
  const fields = await fieldsOf(typed);
  if (textOf(typed, 'lab') !== undefined) return { ...labOf(typed).spec, ...fields };
  // Options describe a lab to come, not the one that happens to be here.
  if (Object.keys(fields).some((field) => field !== 'mirror')) return fields;
  try {
    return { ...findLab(process.cwd()).spec, ...fields };
  } catch (error) {
    if (error instanceof LabError && error.code === 'lab.not-found') return fields;
    throw error;
  }
}

export const run: Run = async (typed, { signal, output }) => {
  const spec = await wanted(typed);
  const progress = startProgress(output);
  let failed = true;
  try {
    const artifacts = await fetch(spec, {
      signal,
      progress: (artifact) => progress.emit({ type: 'artifact', artifact }),
    });
    failed = false;
    progress.end();
    if (isOn(typed, 'json')) output.json(artifacts);
    else {
      for (const { kind, version, bytes, source } of artifacts) {
        const what = titleOf(kind);
        const size = (bytes / 1e6).toFixed(0);
        output.print(say('fetch.done', { what, version, size, source: say(`fetch.source.${source}`) }));
      }
    }
    return 0;
  } finally {
    if (failed) progress.end(true);
  }
};
