import { expect, test } from 'vitest';
import { refusal, takesKey, takesPasswords, versionOf } from '../../../lessons/logins/settings.js';
import { keyOf } from './told.js';

const settingsOf = (...lines: string[]): Map<string, string[]> => {
  const settings = new Map<string, string[]>();
  for (const line of lines) {
    const [name = '', ...value] = line.split(' ');
    settings.set(name, [...(settings.get(name) ?? []), value.join(' ')]);
  }
  return settings;
};

test.each([
  ['permitrootlogin yes', false],
  ['permitrootlogin without-password', false],
  ['permitrootlogin prohibit-password', false],
  ['permitrootlogin no', true],
  ['permitrootlogin forced-commands-only', true],
  ['pubkeyauthentication no', true],
  ['authenticationmethods any', false],
  ['authenticationmethods publickey,password publickey', false],
  ['authenticationmethods publickey,password', true],
  ['denyusers root', true],
  ['denyusers r*', true],
  ['denyusers nobody root@10.0.0.1', false],
  ['allowusers root@192.168.252.*', false],
  ['allowusers vagrant', true],
  ['denygroups wheel root', true],
  ['allowgroups root', false],
  ['allowgroups wheel', true],
  ['authorizedkeysfile none', true],
  ['authorizedkeysfile /etc/ssh/keys/%u', true],
  ['authorizedkeysfile %h/.ssh/authorized_keys', false],
  ['authorizedkeysfile .ssh/authorized_keys .ssh/authorized_keys2', false],
])('%s keeps root’s keys out: %s', (line, out) => {
  expect(refusal(settingsOf(line), ['root'])).toBe(out ? line : undefined);
});

test('lists are told whole, however they are printed', () => {
  expect(refusal(settingsOf('denyusers nobody', 'denyusers root'), [])).toBe('denyusers nobody root');
});

test.each([
  [['permitrootlogin yes', 'passwordauthentication yes'], true],
  [
    ['permitrootlogin yes', 'passwordauthentication no', 'usepam yes', 'kbdinteractiveauthentication yes'],
    true,
  ],
  [['permitrootlogin yes', 'passwordauthentication no', 'challengeresponseauthentication yes'], false],
  [['permitrootlogin without-password', 'passwordauthentication yes'], false],
  [[], false],
] as const)('%j: root’s password gets in: %s', (lines, gets) => {
  expect(takesPasswords(settingsOf(...lines))).toBe(gets);
});

test('keys of types that sshd does not take', () => {
  expect(takesKey(settingsOf(), keyOf('a', 'ssh-dss'))).toBe(true);
  const recent = settingsOf('pubkeyacceptedalgorithms ssh-ed25519,rsa-sha2-512,rsa-sha2-256');
  expect(['ssh-dss', 'ssh-rsa', 'ssh-ed25519'].map((type) => takesKey(recent, keyOf('a', type)))).toEqual([
    false,
    true,
    true,
  ]);
});

test('which key ssh asks for first, and whether addresses count, is a matter of its version', () => {
  const old = versionOf(settingsOf('permitrootlogin yes', 'pubkeyacceptedkeytypes ssh-rsa'));
  expect(old).toMatchObject({ checksAddresses: true });
  expect(old.keyTypes[0]).toBe('ecdsa-sha2-nistp256');
  const recent = versionOf(settingsOf('permitrootlogin yes', 'pubkeyacceptedalgorithms ssh-ed25519'));
  expect(recent).toMatchObject({ checksAddresses: false });
  expect(recent.keyTypes[0]).toBe('ssh-ed25519');
});
