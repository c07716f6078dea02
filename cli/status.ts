import { setTimeout as pause } from 'node:timers/promises';
import type { Lab } from '../labs/lab.js';
import { type LabStatus, type Look, look } from '../verbs/status.js';
import { labOf, providerOf } from './lab.js';
import { isOn, type Run, type Session } from './run.js';
import { statusLines } from './status-table.js';

/** Milliseconds between two looks. */
const watchEvery = 500;

/** Shows the status again whenever it changed, over the old one in a terminal, below it elsewhere, until Ctrl-C. */
async function watch(see: () => Promise<Look>, json: boolean, { signal, output }: Session): Promise<number> {
  for (let shown = ''; !signal.aborted; ) {
    const { status, notes } = await see();
    const lines = [...statusLines(status, output), ...notes];
    const text = json ? JSON.stringify(status) : lines.join('\n');
    if (text !== shown) {
      const rows = shown === '' ? 0 : shown.split('\n').length;
      if (output.terminal && !json && rows > 0) output.write(`\x1b[${rows}A\x1b[0J`);
      output.print(text);
    }
    shown = text;
    await pause(watchEvery, undefined, { signal }).catch(() => {});
  }
  return 0;
}

/** Prints how a lab is. */
export function showStatus(now: LabStatus, json: boolean, { output }: Session): void {
  if (json) output.json(now);
  else for (const line of statusLines(now, output)) output.print(line);
}

export const run: Run = async (typed, session) => {
  const lab: Lab = labOf(typed);
  const options = { provider: providerOf(typed) };
  const json = isOn(typed, 'json');
  if (isOn(typed, 'watch')) return watch(() => look(lab, options), json, session);
  const { status, notes } = await look(lab, options);
  showStatus(status, json, session);
  for (const note of notes) session.output.note(note);
  return 0;
};
