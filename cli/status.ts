import { textOf } from '../messages/index.js';
import type { LabStatus } from '../verbs/status.js';
import { type StatusWithNotes, statusWithNotes, watchStatus } from '../verbs/status.js';
import { erase } from './erase.js';
import { labOf, providerOf } from './lab.js';
import { isOn, type Run, type Session } from './run.js';
import { statusLines } from './status-table.js';
import { heightOf } from './width.js';

/** Shows each status over the one before in a terminal, below it elsewhere. */
async function show(
  seen: AsyncIterable<StatusWithNotes>,
  json: boolean,
  { output }: Session,
): Promise<number> {
  let rows = 0;
  for await (const { status, notes } of seen) {
    const lines = json ? [JSON.stringify(status)] : [...statusLines(status, output), ...notes.map(textOf)];
    if (output.terminal && !json && rows > 0) output.write(erase(rows));
    for (const line of lines) output.print(line);
    rows = heightOf(lines, output.columns);
  }
  return 0;
}

/** Prints how a lab is. */
export function showStatus(now: LabStatus, json: boolean, { output }: Session): void {
  if (json) output.json(now);
  else for (const line of statusLines(now, output)) output.print(line);
}

export const run: Run = async (typed, session) => {
  const lab = labOf(typed);
  const options = { provider: providerOf(typed) };
  const json = isOn(typed, 'json');
  if (isOn(typed, 'watch')) {
    return show(watchStatus(lab, { ...options, signal: session.signal }), json, session);
  }
  const { status, notes } = await statusWithNotes(lab, options);
  showStatus(status, json, session);
  for (const note of notes) session.output.note(textOf(note));
  return 0;
};
