import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { file, inTurn, stalled, startServer, type TestServer } from './server.js';
import { zooKeeperTarball } from './tarballs.js';

const tgz = zooKeeperTarball('3.8.6', randomBytes(300_000));
const sha256 = createHash('sha256').update(tgz).digest('hex');
const sha512 = createHash('sha512').update(tgz).digest('hex');

const source = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** A program that gets ZooKeeper 3.8.6 from the server given, telling its events and then the artifact, a line each. */
const program = `
  import { findMirror } from '${source('artifacts/mirrors.ts')}';
  import { obtain } from '${source('artifacts/obtain.ts')}';
  import { zookeeper } from '${source('software/zookeeper/index.ts')}';
  const base = process.argv[2];
  const { assembly, ...request } = zookeeper.request(zookeeper.find('3.8.6'), 'x64', findMirror('auto'));
  const artifact = await obtain(
    { ...request, urls: [base + '/a'], checksumUrl: base + '/checksum' },
    { progress: (event) => console.log(JSON.stringify(event)) },
  );
  console.log(JSON.stringify(artifact));
`;

let built: string;
let folder: string;
let server: TestServer;
const children: ChildProcess[] = [];

beforeAll(async () => {
  built = mkdtempSync(join(tmpdir(), 'zk-lab-built-'));
  await build({
    stdin: { contents: program, resolveDir: fileURLToPath(new URL('.', import.meta.url)) },
    outfile: join(built, 'program.mjs'),
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
  });
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-processes-'));
  server = await startServer();
  server.serve('/checksum', (_question, answer) => answer.end(sha512));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the program. `said` waits for a line with those words; `done` gives its exit status and last line. */
function start() {
  const child = spawn(process.execPath, [join(built, 'program.mjs'), server.base], {
    env: { ...process.env, ZK_LAB_CACHE: join(folder, 'cache') },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const lines: string[] = [];
  const reader = createInterface({ input: child.stdout });
  reader.on('line', (line) => lines.push(line));
  const exit = once(child, 'close');
  return {
    child,
    said: async (words: string) => {
      while (!lines.some((line) => line.includes(words))) await once(reader, 'line');
    },
    done: async () => ({ status: (await exit)[0] as number, last: JSON.parse(lines.at(-1) ?? '{}') }),
  };
}

describe('two processes that want the same', () => {
  it('download it once, and both have it', async () => {
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const begun = new Promise<void>((resolve) => {
      server.serve('/a', async (question, answer) => {
        resolve();
        await released;
        file(tgz)(question, answer);
      });
    });
    const first = start();
    await begun;
    const second = start();
    await second.said('"wait"');
    release();
    const [one, two] = await Promise.all([first.done(), second.done()]);
    expect([one.status, two.status]).toEqual([0, 0]);
    expect(one.last).toMatchObject({ sha256 });
    expect(two.last).toEqual(one.last);
    expect(server.asked.filter(({ path }) => path === '/a')).toHaveLength(1);
    expect(readdirSync(join(folder, 'cache/locks'))).toEqual([]);
  }, 30_000);

  it('do not wait for a third that was killed, and continue what it left', async () => {
    const seen = { full: 0, partial: 0 };
    server.serve('/a', inTurn(stalled(tgz, 200_000), file(tgz, seen)));
    const killed = start();
    await killed.said('"download"');
    killed.child.kill('SIGKILL');
    await killed.done().catch(() => {});
    const [one, two] = await Promise.all([start().done(), start().done()]);
    expect([one.status, two.status]).toEqual([0, 0]);
    expect(one.last).toMatchObject({ sha256 });
    expect(seen).toEqual({ full: 0, partial: 1 });
  }, 30_000);
});
