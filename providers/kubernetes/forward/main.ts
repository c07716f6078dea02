/**
 * The way for clients of this machine to a lab's pods, a process of its own from `up` until `down`: dist/forward.js. Its words: the
 * lab's folder, and a ForwardConfig as JSON.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { processes } from '../../../system/processes.js';
import { openLead } from './lead.js';
import { type ForwardConfig, type ForwardState, forwardFile } from './protocol.js';

/** Milliseconds between two looks whether the lab still wants this process. */
const lookEvery = 2_000;

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
  setInterval(() => {
    try {
      if (readFileSync(file, 'utf8') !== written) quit();
    } catch {
      quit();
    }
  }, lookEvery);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, quit);
  process.on('SIGHUP', () => {});
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
