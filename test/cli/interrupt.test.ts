import { existsSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, onTestFinished, test } from 'vitest';
import { command, user } from './command.js';

/** A mirror that begins to answer and then falls silent. @returns its address, and a promise of the first request */
async function silentMirror(): Promise<{ address: string; asked: Promise<void> }> {
  let tell = (): void => {};
  const asked = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'content-length': '1000000' });
    response.write(Buffer.from([0x1f, 0x8b, 8, 0]));
    tell();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { address: `http://127.0.0.1:${address.port}/`, asked };
}

test('Ctrl-C during a download ends at once, with no lab and nothing in the cache', async () => {
  const { folder } = user();
  const { address, asked } = await silentMirror();
  const cache = join(folder, '..', 'cache');
  const running = execa(process.execPath, [command, 'create', '--mirror', address], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      HOME: folder,
      XDG_CACHE_HOME: cache,
      XDG_STATE_HOME: join(cache, 'state'),
    },
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
  });
  await asked;
  running.kill('SIGINT');
  const { exitCode, stderr, stdout } = await running;
  expect(exitCode).toBe(130);
  expect(stderr.split('\n').at(-1)).toBe('zk-lab: Interrupted');
  expect(stdout).toBe('');
  expect(readdirSync(folder)).toEqual([]);
  const blobs = join(cache, 'zk-lab/blobs');
  expect(existsSync(blobs) ? readdirSync(blobs) : []).toEqual([]);
});
