/**
 * The way for clients of this machine to a lab's pods, a process of its own from `up` until `down`: dist/forward.js. Its words: the
 * lab's folder, and a ForwardConfig as JSON.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processes } from '../../../system/processes.js';
import { runCompanion, stayWhile } from '../../common/staying.js';
import { openLead } from './lead.js';
import { type ForwardConfig, type ForwardState, forwardFile } from './protocol.js';

async function main(): Promise<void> {
  const [, , dir = '', text = ''] = process.argv;
  const config: ForwardConfig = JSON.parse(text);
  const file = join(dir, forwardFile);
  const leads = await Promise.all(config.leads.map((lead) => openLead(config, lead)));
  function quit(): void {
    for (const lead of leads) lead.close();
    process.exit(0);
  }
  const mark = processes.find(process.pid)?.mark;
  if (!mark) throw new Error('this process finds itself nowhere');
  const state: ForwardState = { process: mark, config };
  const written = `${JSON.stringify(state)}\n`;
  writeFileSync(file, written);
  stayWhile(() => textOf(file) === written, quit);
}

/** A file's text; undefined where it cannot be read. */
function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

runCompanion(main);
