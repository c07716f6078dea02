import { LabError } from '../messages/errors.js';
import { listed, say } from '../messages/index.js';
import { findLab, type Lab } from '../model/lab.js';
import { type Diagnosis, doctor } from '../verbs/doctor.js';
import { labOf, providerOf } from './lab.js';
import type { Output } from './output.js';
import { isOn, type Run, type Typed, textOf } from './run.js';

/** The lab that is meant, or undefined where there is none. */
function labIfAny(typed: Typed): Lab | undefined {
  if (textOf(typed, 'lab') !== undefined) return labOf(typed);
  try {
    return findLab(process.cwd());
  } catch (error) {
    if (error instanceof LabError && error.code === 'lab.not-found') return undefined;
    throw error;
  }
}

function tell({ title, level, detail, remedy }: Diagnosis, { colors, print }: Output): void {
  const { green, yellow, red, dim } = colors;
  const mark = { ok: green('✔'), warning: yellow('!'), failure: red('✖') }[level];
  print(`${mark} ${say('told.about', { what: title, text: detail })}`);
  if (remedy !== null) print(dim(`    → ${remedy}`));
}

export const run: Run = async (typed, { output }) => {
  const result = await doctor(labIfAny(typed), { provider: providerOf(typed) });
  const status = result.usable.length > 0 ? 0 : 1;
  if (isOn(typed, 'json')) {
    output.json(result);
    return status;
  }
  for (const diagnosis of result.checks) tell(diagnosis, output);
  output.print();
  const names = listed(result.usable);
  output.print(status === 0 ? say('doctor.usable', { names }) : say('doctor.nothing'));
  return status;
};
