import { chmod, cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { unavailable } from './available.js';
import { attachEngine } from './engine.js';

const here = import.meta.dirname;
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'zk-lab-unit-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** Runs shell lines with the testbed's functions at hand and its cache in the scratch folder. */
const shell = (lines: string) =>
  execa('bash', ['-euo', 'pipefail', '-c', `. ${here}/lib/common.sh\n${lines}`], {
    env: { ZK_LAB_TEST_CACHE: path.join(folder, 'cache') },
    reject: false,
    all: true,
  });

describe('made', () => {
  const slowly = 'make() { echo run >>"$cache/../runs"; sleep 0.2; echo content >"$1"; }\n';

  test('builds a thing once, however many ask at the same time', async () => {
    const asked = await Promise.all(
      [1, 2, 3].map(() => shell(`${slowly}made "$cache/thing" make; cat "$cache/thing"`)),
    );
    expect(asked.map((it) => it.stdout)).toEqual(['content', 'content', 'content']);
    expect(await readFile(path.join(folder, 'runs'), 'utf8')).toBe('run\n');
  });

  test('leaves nothing of a failed attempt, and the next one succeeds', async () => {
    const failed = await shell(
      'make() { echo half >"$1"; false; echo whole >"$1"; }\nmade "$cache/thing" make',
    );
    expect(failed.exitCode).toBe(1);
    expect(await readdir(path.join(folder, 'cache'))).not.toContain('thing');
    expect(await readdir(path.join(folder, 'cache/scratch'))).toEqual([]);
    expect((await shell(`${slowly}made "$cache/thing" make; cat "$cache/thing"`)).stdout).toBe('content');
  });
});

describe('at_once', () => {
  test('fails if any of its commands fails', async () => {
    expect((await shell('at_once true false true')).exitCode).toBe(1);
    expect((await shell('at_once true true')).exitCode).toBe(0);
  });
});

describe('end_process', () => {
  test('ends one that does not listen, and takes one that its parent has not buried for gone', async () => {
    const { stdout } = await shell(`
      (trap '' TERM; echo deaf >"$cache.ready"; exec sleep 60) & pid=$!
      await 5 test -s "$cache.ready"
      gone "$pid" || echo living
      end_process "$pid" 1
      await 5 gone "$pid" && echo gone`);
    expect(stdout.split('\n')).toEqual(['living', 'gone']);
  });
});

describe('engine.sh', () => {
  test('says in one line why a machine cannot have an engine', async () => {
    const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
    // To a place that the user nobody can read: a clone may be in root’s own folder.
    await cp(here, path.join(folder, 'testbed'), { recursive: true });
    await chmod(folder, 0o755);
    const { exitCode, stdout } = await execa(
      path.join(folder, 'testbed/engine.sh'),
      ['up', path.join(tmpdir(), 'zk-lab-no')],
      {
        ...nobody,
        env: { HOME: '/nonexistent' },
        reject: false,
      },
    );
    expect(exitCode).toBe(3);
    expect(stdout).toMatch(
      /^the test engine (must be started by root|needs Linux|installs itself on Debian only).*$/,
    );
  });

  test.each([[[]], [['fly']], [['up']]])('shows its usage for %j', async (args) => {
    const { exitCode, stderr } = await execa(path.join(here, 'engine.sh'), args, { reject: false });
    expect(exitCode).toBe(2);
    expect(stderr).toContain('engine.sh up STATE');
  });
});

describe('attachEngine', () => {
  test('refuses a file that is not an engine’s', async () => {
    const file = path.join(folder, 'env');
    await writeFile(file, "export DOCKER_HOST='unix:///x'\n");
    await expect(attachEngine(file)).rejects.toThrow(`${file} has no ZK_LAB_TEST_STATE`);
  });
});

describe('unavailable', () => {
  test('is an error where skipping would hide that nothing was tested', () => {
    expect(unavailable('there is no apt')).toEqual({ available: false, reason: 'there is no apt' });
    process.env.ZK_LAB_TEST_REQUIRE = '1';
    try {
      expect(() => unavailable('there is no apt')).toThrow('there is no apt');
    } finally {
      delete process.env.ZK_LAB_TEST_REQUIRE;
    }
  });
});

test('the shell files are clean', async (context) => {
  const found = await execa('shellcheck', ['--version'], { reject: false });
  if (found.failed) context.skip('shellcheck is not installed');
  const names = await readdir(here, { recursive: true });
  const files = names.filter((name) => name.endsWith('.sh')).map((name) => path.join(here, name));
  const { all, exitCode } = await execa('shellcheck', ['-x', ...files], { reject: false, all: true });
  expect(all).toBe('');
  expect(exitCode).toBe(0);
});
