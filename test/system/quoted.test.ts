import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoted, typedPath } from '../../system/quoted.js';

test('a shell reads every word as it was', () => {
  const words = fc.array(
    // No argument of a program can hold a zero byte.
    fc
      .string({
        unit: fc.oneof(
          fc.constantFrom(...'\'"$`\\ *?;&|<>(){}[]~#!=%^\n\t-'),
          fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
        ),
      })
      .filter((word) => !word.includes('\0')),
    { minLength: 1, maxLength: 8 },
  );
  fc.assert(
    fc.property(words, (list) => {
      const line = `printf '%s\\0' ${list.map(quoted).join(' ')}`;
      const told = execFileSync('sh', ['-c', line], { encoding: 'utf8' });
      expect(told.split('\0').slice(0, -1)).toEqual(list);
    }),
    { numRuns: 50 },
  );
});

test('plain words stay readable', () => {
  expect(['/opt/zookeeper-3.4.9/bin/zkServer.sh', 'a=b,c:d@e%f+g'].map(quoted)).toEqual([
    '/opt/zookeeper-3.4.9/bin/zkServer.sh',
    'a=b,c:d@e%f+g',
  ]);
  expect(quoted('')).toBe("''");
});

test.each([
  ['/home/me/lab', '/home/me/lab', '.'],
  ['/home/me/my lab', '/home/me', "'my lab'"],
  ['/home/me/lab', '/home/me/lab/config', '..'],
  ['/srv/lab', '/home/me/somewhere/else', '/srv/lab'],
])('%s is typed in %s as %s', (path, cwd, typed) => {
  expect(typedPath(path, cwd)).toBe(typed);
});
