import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jdkTarball, type Piece, tarball, zooKeeperTarball } from '../../artifacts/tarballs.js';
import { lookIn } from '../looking.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-recognize-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const look = (bytes: Buffer, name?: string) => lookIn(() => folder)('jdk', bytes, name);

describe('a JDK tarball', () => {
  const linux = 'OS_NAME="Linux"\nOS_ARCH="amd64"\n';
  it.each([
    ['jdk1.8.0_144', `JAVA_VERSION="1.8.0_144"\n${linux}`, '8u144'],
    [
      'jdk-17.0.20+8',
      `IMPLEMENTOR="Eclipse Adoptium"\nJAVA_VERSION="17.0.20"\nOS_ARCH="x86_64"\n`,
      '17.0.20',
    ],
    ['jdk1.8.0_91', undefined, '8u91'],
    ['jdk-11.0.2', undefined, '11.0.2'],
  ])('%s is version %s', async (root, release, version) => {
    expect(await look(jdkTarball(root, release))).toEqual({ root, version });
  });

  it('with links that dangle outside is fine, as Linux distributions make them', async () => {
    const more: Piece[] = [
      { path: 'jdk1.8.0_504/docs', type: 'SymbolicLink', linkpath: '../../../share/doc/x' },
    ];
    expect(await look(jdkTarball('jdk1.8.0_504', undefined, more))).toMatchObject({
      version: '8u504',
    });
  });

  it.each([
    ['without bin/java', tarball([{ path: 'jdk/README' }]), 'artifact.archive.not-jdk'],
    ['for a Mac', jdkTarball('jdk', 'JAVA_VERSION="21"\nOS_NAME="Darwin"\n'), 'artifact.archive.not-jdk'],
    [
      'for another processor',
      jdkTarball('jdk', 'JAVA_VERSION="21"\nOS_ARCH="aarch64"\n'),
      'artifact.archive.arch',
    ],
    ['of no version', jdkTarball('java', undefined), 'artifact.archive.no-version'],
    ['that is a ZooKeeper', zooKeeperTarball('3.4.9'), 'artifact.archive.not-jdk'],
  ])('%s is refused', async (_what, bytes, code) => {
    await expect(look(bytes)).rejects.toMatchObject({ code, exitCode: 2 });
  });
});
