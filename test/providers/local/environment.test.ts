import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { environmentOf } from '../../../providers/local/environment.js';
import { aLab } from '../../model/a-lab.js';

test('what runs on a node runs without the user’s ~/.bashrc, also where zk-lab was started by no shell', async () => {
  const home = mkdtempSync(join(tmpdir(), 'zk-lab-home-'));
  onTestFinished(() => rmSync(home, { recursive: true }));
  writeFileSync(join(home, '.bashrc'), 'echo from .bashrc\n');
  const env = environmentOf(aLab(join(home, 'lab')), 'node1', { PATH: process.env.PATH, HOME: home });
  // Its input is a socket, as that of all that follows a log.
  const child = spawn('bash', ['-c', 'echo done'], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.on('data', (chunk) => {
    said += chunk;
  });
  await once(child, 'close');
  expect(said).toBe('done\n');
});
