import { expect, test } from 'vitest';
import { authorizedKeyIn, letsIn } from '../../../lessons/logins/authorized-keys.js';
import { keyOf } from './told.js';

const key = keyOf('node1');

test.each([
  [key, true],
  [`  ${key} root@node1, with blanks`, true],
  [`no-pty,no-X11-forwarding ${key}`, true],
  [`environment="A=\\"b c\\"",no-pty ${key}`, true],
  [`from="192.168.252.1??" ${key}`, true],
  [`from="192.168.252.*,!192.168.252.101" ${key}`, false],
  [`from="10.0.0.0/8" ${key}`, true],
  [`from="node1" ${key}`, false],
  [`command="echo no" ${key}`, false],
  [`cert-authority ${key}`, false],
])('%s: lets in: %s', (line, lets) => {
  const read = authorizedKeyIn(line);
  expect(read?.key).toBe(key);
  expect(read && letsIn(read, '192.168.252.101')).toBe(lets);
});

test.each([
  `# ${key}`,
  `#${key}`,
  '',
  'ssh-rsa',
  `no-pty no-X11-forwarding ${key}`,
  // Two lines that have become one.
  key.replace(' ', ''),
  `x${key}`,
])('%j is none', (line) => {
  expect(authorizedKeyIn(line)).toBeUndefined();
});
