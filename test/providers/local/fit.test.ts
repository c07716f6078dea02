import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fitToThisMachine } from '../../../providers/local/fit.js';
import type { Surroundings } from '../../../providers/local/surroundings.js';
import { emptyFolder } from './a-lab.js';

let root = '';
beforeEach(() => {
  root = emptyFolder();
  vi.stubEnv('ZK_LAB_CACHE', join(root, 'cache'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

const context = { signal: new AbortController().signal, report: { step: () => {}, output: () => {} } };

/** A machine for which nobody publishes a JDK that could be fetched, with these ones installed. */
function machineWith(...versions: string[]): Surroundings {
  for (const version of versions) {
    mkdirSync(join(root, 'jvm', version, 'bin'), { recursive: true });
    writeFileSync(join(root, 'jvm', version, 'bin/java'), '#!/bin/sh\n');
    chmodSync(join(root, 'jvm', version, 'bin/java'), 0o755);
    writeFileSync(join(root, 'jvm', version, 'release'), `JAVA_VERSION="${version}"\n`);
  }
  return { env: {}, platform: 'darwin', jdkPlaces: [join(root, 'jvm/*')] };
}

describe('a specification for this machine', () => {
  test('is what was typed where the usual ZooKeeper runs', async () => {
    expect(await fitToThisMachine({ nodes: 5 }, context, machineWith('17.0.15', '11.0.13'))).toEqual({
      spec: { nodes: 5 },
    });
  });

  test('takes the newest ZooKeeper for the JDK at hand, and says so', async () => {
    const { spec, note } = await fitToThisMachine({ nodes: 5 }, context, machineWith('17.0.15'));
    expect(spec).toEqual({ nodes: 5, zookeeper: '3.9.5', jdk: '17' });
    expect(note).toMatch(/ZooKeeper 3\.4\.9 needs JDK 8, 11,.*taking ZooKeeper 3\.9\.5.*JDK 17\.0\.15/);
  });

  test.each([{ zookeeper: '3.4.9' }, { jdk: '8' }])('stays with what was named: %o', async (typed) => {
    expect(await fitToThisMachine(typed, context, machineWith('17.0.15'))).toEqual({ spec: typed });
  });

  test('cannot be had without any JDK: the ways out are told', async () => {
    const failure = await fitToThisMachine({}, context, machineWith()).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'local.jdk.unfit' });
    const { message } = failure as Error;
    expect(message).toContain('ZooKeeper 3.4.9 runs on JDK 8, 11');
    expect(message).toContain('--jdk-archive FILE');
    expect(message).toContain('--provider docker');
    expect(message).not.toContain('--zookeeper');
  });
});
