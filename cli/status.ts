import { setTimeout as pause } from 'node:timers/promises';
import type { Lab } from '../labs/lab.js';
import { type LabStatus, status } from '../verbs/status.js';
import { labOf, providerOf } from './lab.js';
import { isOn, type Run, type Session } from './run.js';
import { statusLines } from './status-table.js';

/** Milliseconds between two looks. */
const watchEvery = 500;

/** Shows the status again whenever it changed, over the old one in a terminal, below it elsewhere, until Ctrl-C. */
async function watch(
  look: () => Promise<LabStatus>,
  json: boolean,
  { signal, output }: Session,
): Promise<number> {
  for (let shown = ''; !signal.aborted; ) {
    const now = await look();
    const text = json ? JSON.stringify(now) : statusLines(now, output).join('\n');
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
export async function showStatus(now: LabStatus, json: boolean, { output }: Session): Promise<void> {
  if (json) output.json(now);
  else for (const line of statusLines(now, output)) output.print(line);
}

export const run: Run = async (typed, session) => {
  const lab: Lab = labOf(typed);
  const options = { provider: providerOf(typed) };
  const json = isOn(typed, 'json');
  if (isOn(typed, 'watch')) return watch(() => status(lab, options), json, session);
  await showStatus(await status(lab, options), json, session);
  return 0;
};
