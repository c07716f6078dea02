import { chmodSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { textOf } from '../../../messages/index.js';
import type { Context } from '../../../model/events.js';
import { chooseZooKeeper } from '../../../providers/local/choose-zookeeper.js';
import { localOn } from '../../../providers/local/index.js';
import type { JdkSearch } from '../../../software/jdk/search.js';
import { aLab } from '../../model/a-lab.js';
import { emptyFolder } from './empty-folder.js';

let root = '';
beforeEach(() => {
  root = emptyFolder();
  vi.stubEnv('ZK_LAB_CACHE', join(root, 'cache'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

const context: Context = { signal: new AbortController().signal, emit: () => {} };

/** A machine without a way out into the network, with these JDKs installed. */
function machineWith(...versions: string[]): JdkSearch {
  for (const name of ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY']) {
    vi.stubEnv(name, 'http://127.0.0.1:9');
  }
  vi.stubEnv('no_proxy', '');
  for (const version of versions) {
    mkdirSync(join(root, 'jvm', version, 'bin'), { recursive: true });
    writeFileSync(join(root, 'jvm', version, 'bin/java'), '#!/bin/sh\n');
    chmodSync(join(root, 'jvm', version, 'bin/java'), 0o755);
    writeFileSync(join(root, 'jvm', version, 'release'), `JAVA_VERSION="${version}"\n`);
  }
  return { env: {}, platform: 'linux', folders: [join(root, 'jvm/*')] };
}

describe('a specification for this machine', () => {
  test('is what was typed where the usual ZooKeeper runs', async () => {
    expect(await chooseZooKeeper({ nodes: 5 }, context, machineWith('17.0.15', '11.0.13'))).toEqual({
      spec: { nodes: 5 },
      fetches: true,
    });
  });

  test('takes the newest ZooKeeper for the JDK at hand, and says so', async () => {
    const { spec, note } = await chooseZooKeeper({ nodes: 5 }, context, machineWith('17.0.15'));
    expect(spec).toEqual({ nodes: 5, zookeeper: '3.9.5', jdk: '17' });
    expect(note && textOf(note)).toMatch(
      /ZooKeeper 3\.4\.9 needs JDK 8, 11,.*taking ZooKeeper 3\.9\.5.*JDK 17\.0\.15/,
    );
  });

  test.each([{ zookeeper: '3.4.9' }, { jdk: '8' }])('stays with what was named: %o', async (typed) => {
    expect(await chooseZooKeeper(typed, context, machineWith('17.0.15'))).toEqual({
      spec: typed,
      fetches: true,
    });
  });

  test('cannot be had without any JDK: the ways out are told', async () => {
    const failure = await chooseZooKeeper({}, context, machineWith()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'local.jdk.unfit' });
    const { message } = failure as Error;
    expect(message).toContain('ZooKeeper 3.4.9 runs on JDK 8, 11');
    expect(message).toContain("jdkArchive: 'FILE'");
    expect(message).toContain("provider: 'docker'");
    expect(message).not.toMatch(/zookeeper: /);
  });
});

describe('up of a lab whose ZooKeeper was named', () => {
  const failureOf = (typed: { zookeeper: string; jdk?: string }, machine: JdkSearch) => {
    const lab = aLab(join(root, 'lab'), typed);
    return localOn(machine)
      .up(lab, lab.nodes, context)
      .catch((error: unknown) => error);
  };

  test('stops where only a wrong JDK is at hand, and tells the ways out', async () => {
    const failure = await failureOf({ zookeeper: '3.4.9' }, machineWith('17.0.15'));
    expect(failure).toMatchObject({ code: 'local.jdk.unfit', exitCode: 1 });
    const { message } = failure as Error;
    expect(message).toContain('ZooKeeper 3.4.9 runs on JDK 8, 11');
    expect(message).toContain(`JDK 17.0.15  ${join(root, 'jvm/17.0.15')}`);
    expect(message).toContain('refused the connection');
    expect(message).toContain("zookeeper: '3.9': ");
    expect(message).toContain("jdkArchive: 'FILE'");
    expect(existsSync(join(root, 'lab/local/state.json'))).toBe(false);
  });

  test('stops where there is no JDK at all', async () => {
    const failure = await failureOf({ zookeeper: '3.9', jdk: '17' }, machineWith());
    expect(failure).toMatchObject({ code: 'local.jdk.unfit' });
    expect((failure as Error).message).toMatch(/Found here:\n {2}none\n/);
    expect((failure as Error).message).toContain('install JDK 17');
  });
});

describe('whether this machine can hold a lab', () => {
  const machine = { env: { PATH: '/usr/bin:/bin' }, platform: 'linux', folders: [] } as const;

  test('Windows cannot, and is told of WSL', async () => {
    const answer = await localOn({ ...machine, platform: 'win32' }).available();
    expect(answer).toMatchObject({ ok: false, remedy: expect.stringContaining('WSL') });
  });

  test('without bash it cannot', async () => {
    const answer = await localOn({ ...machine, env: { PATH: root } }).available();
    expect(answer).toMatchObject({ ok: false, reason: expect.stringContaining('bash') });
  });

  test('with bash it can, and tells of the JDKs', async () => {
    const { folders } = machineWith('17.0.15', '11.0.2');
    expect(await localOn({ ...machine, env: { PATH: binWithBash() }, folders }).available()).toEqual({
      ok: true,
      detail: 'processes of this machine; JDK at hand: 11, 17',
    });
  });

  /** A folder for PATH with bash and no Java. */
  function binWithBash(): string {
    mkdirSync(join(root, 'bin'));
    writeFileSync(join(root, 'bin/bash'), '', { mode: 0o755 });
    return join(root, 'bin');
  }
});
