import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { linkOrCopy } from '../../system/link-or-copy.js';
import { writeWhole } from '../../system/whole-file.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-whole-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a file that is written whole', () => {
  test('replaces what was there, with the mode asked for, and leaves nothing beside it', () => {
    const file = join(folder, 'deep/er/a.json');
    writeWhole(file, 'first');
    writeWhole(file, 'second', 0o600);
    expect(readFileSync(file, 'utf8')).toBe('second');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'deep/er'))).toEqual(['a.json']);
  });

  test('is another file than before, so that whoever reads the old one goes on reading that', () => {
    const file = join(folder, 'a');
    writeWhole(file, 'old');
    linkOrCopy(file, join(folder, 'reader'));
    writeWhole(file, 'new');
    expect(readFileSync(join(folder, 'reader'), 'utf8')).toBe('old');
  });

  test('that cannot be written leaves the old one', () => {
    writeFileSync(join(folder, 'a'), 'old');
    expect(() => writeWhole(join(folder, 'a', 'b'), 'new')).toThrow();
    expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('old');
    expect(existsSync(join(folder, 'a', 'b'))).toBe(false);
  });
});
