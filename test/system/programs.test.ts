import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isInPath, isRunnable, pathFolders } from '../../system/programs.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-path-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, mode = 0o755): string => {
  const path = join(folder, name);
  writeFileSync(path, '', { mode });
  return path;
};
const inPath = (program: string, platform: NodeJS.Platform = 'linux') =>
  isInPath(program, { env: { PATH: ['/nowhere', folder].join(delimiter) }, platform });

describe('a program in PATH', () => {
  test('is a file that can be run, also by way of a link', () => {
    symlinkSync(file('mvn'), join(folder, 'maven'));
    expect([inPath('mvn'), inPath('maven'), inPath('gradle')]).toEqual([true, true, false]);
  });

  test('is neither a file that cannot be run, nor a folder', () => {
    file('notes', 0o644);
    mkdirSync(join(folder, 'vagrant'));
    symlinkSync('/nowhere/ruby', join(folder, 'ruby'));
    expect([inPath('notes'), inPath('vagrant'), inPath('ruby')]).toEqual([false, false, false]);
    expect(isRunnable(folder)).toBe(false);
  });

  test('has an ending of its own on Windows', () => {
    file('docker.exe');
    file('mvn.cmd');
    file('bash');
    expect(['docker', 'mvn', 'bash'].map((name) => inPath(name, 'win32'))).toEqual([true, true, false]);
  });

  test('is in none where PATH is empty or not set', () => {
    file('mvn');
    expect(pathFolders({ env: {}, platform: 'linux' })).toEqual([]);
    expect(isInPath('mvn', { env: { PATH: '' }, platform: 'linux' })).toBe(false);
  });
});
