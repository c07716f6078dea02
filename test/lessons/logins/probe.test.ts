import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { observationsIn } from '../../../lessons/observations.js';
import { readProbes } from '../../../lessons/probes.js';
import { quoted } from '../../../system/quoted.js';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'zk-lab probe-'));
  mkdirSync(join(home, '.ssh'));
  mkdirSync(join(home, 'bin'));
});
afterEach(() => rmSync(home, { recursive: true }));

/** Stands in for ssh: remembers whom it was to log in on. @param body what it does then; $name is that one */
function standIn(body: string): void {
  const script = `#!/bin/bash\nname=\${@: -2:1}\necho "$name" >> ${quoted(`${home}/asked`)}\n${body}\n`;
  writeFileSync(join(home, 'bin/ssh'), script, { mode: 0o755 });
}

/** An address at which something listens on sshd's port, as the kernel tells it: all of them, and one. */
const everywhere = '00000000';
const elsewhere = '0100007F';
const listening = (address: string): string => `listener() { listens_at=${address}; }\n`;

/** What the probe tells on node2 of four. */
function told(absent = '', before = '', at = everywhere): readonly (readonly string[])[] {
  const script = `${readProbes()}${listening(at)}absent=' ${absent} '\n${before}\nlook it logins node2 10.0.0.2 node1 node2 node3 node4\nthe_rest\n`;
  const env = { ...process.env, HOME: home, PATH: `${home}/bin:${process.env.PATH}` };
  const { stdout } = spawnSync('bash', ['-c', script], { encoding: 'utf8', env });
  return observationsIn(stdout).get('it')?.told ?? [];
}

const of = (word: string, absent?: string): string[] =>
  told(absent)
    .filter(([first]) => first === word)
    .map(([, ...rest]) => rest.join(' '));
const asked = (): string[] => readFileSync(join(home, 'asked'), 'utf8').trim().split('\n');

describe('whom it tries', () => {
  beforeEach(() => standIn('exit 0'));

  test.each([
    ['', 'node3'],
    [' node3 ', 'node4'],
    [' node3  node4 ', 'node1'],
    [' node1 ', 'node3'],
    [' node1  node3  node4 ', 'node2'],
  ])('the one after it, of those that run (%j do not)', (absent, name) => {
    expect(of('login', absent)).toEqual([`${name} `]);
    expect(asked()).toEqual([name]);
  });

  test.each([
    ['', ['node3', 'node2', 'node1']],
    [' node1 ', ['node3', 'node2']],
    [' node3  node4 ', ['node1', 'node2']],
  ])('where that does not go, itself and the first, too (%j do not run)', (absent, names) => {
    standIn('exit 1');
    expect(of('login', absent)).toEqual(names.map((name) => `${name} -`));
  });

  test('and where not everybody finds somebody at the own door', () => {
    const doors = (records: readonly (readonly string[])[]) => records.filter(([word]) => word === 'door');
    expect(doors(told())).toEqual([['door']]);
    expect(asked()).toEqual(['node3']);
    expect(doors(told('', '', elsewhere))).toEqual([]);
    expect(asked()).toEqual(['node3', 'node3', 'node2', 'node1']);
  });

  test('nobody where names lead elsewhere: others would be blamed for it', () => {
    expect(
      told('', 'look hosts names localhost=127.0.0.1').filter(([word]) => word === 'login'),
    ).toHaveLength(1);
    expect(told('', 'look hosts names localhost=10.9.8.7').filter(([word]) => word === 'login')).toEqual([]);
  });

  test.each([
    ['Host node*\n  IdentityFile ~/.ssh/lab\n# mine\n\nSendEnv LANG\n', 1],
    ['Host node*\n  HostName 10.0.0.9\n', 4],
    ['match host node3\nuser nobody\n', 4],
    ['IdentityFile=~/.ssh/%h\n', 4],
  ])('all of them where ~/.ssh/config leads elsewhere: %j', (config, count) => {
    writeFileSync(join(home, '.ssh/config'), config);
    expect(of('login')).toHaveLength(count);
  });
});

test('what ssh says at last is told, and who was turned away at the door knocks again', () => {
  standIn(
    `case $name in
    node1) echo warning >&2; echo 'Permission denied (publickey).' >&2; exit 255 ;;
    node2) [ "$(grep -c node2 ${quoted('~')}/asked)" -gt 2 ] && exit; echo 'kex_exchange_identification: read: reset' >&2; exit 255 ;;
    node3) exit 7 ;;
  esac`.replace(quoted('~'), quoted(home)),
  );
  expect(of('login')).toEqual(['node3 -', 'node2 ', 'node1 Permission denied (publickey).']);
  expect(asked()).toEqual(['node3', 'node2', 'node2', 'node2', 'node1']);
});

test('its keys are told, with what they are good for, and nothing is written', () => {
  standIn('exit 0');
  const ssh = `${home}/.ssh`;
  const make = (file: string, passphrase: string) => {
    spawnSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', 'a comment', '-f', file]);
    return readFileSync(`${file}.pub`, 'utf8').trim();
  };
  const plain = make(`${ssh}/id_ed25519`, '');
  const named = make(`${ssh}/lab`, '');
  make(`${ssh}/id_rsa`, 'secret');
  writeFileSync(`${ssh}/config`, 'Host *\nIdentityFile "~/.ssh/lab"\n');
  writeFileSync(`${ssh}/known_hosts`, 'node1 one\nnode2 two');
  const [identities, known] = [of('identity'), of('known')];
  const short = (line: string) => line.split(' ').slice(0, 2).join(' ');
  expect(identities.map((line) => line.replace(home, '~'))).toEqual([
    '~/.ssh/id_rsa ',
    `~/.ssh/id_ed25519 ${plain}`,
    expect.stringMatching(`^~/.ssh/lab ${short(named).replaceAll('+', '\\+')}`),
  ]);
  expect(of('newest')).toEqual([`${ssh}/id_rsa.pub`]);
  expect(known).toEqual([`${ssh}/known_hosts node1 one`, `${ssh}/known_hosts node2 two`]);
  expect(of('mode').map((line) => line.split(' ')[0])).toEqual(['600', '600', '600']);
  expect(readFileSync(`${ssh}/known_hosts`, 'utf8')).toBe('node1 one\nnode2 two');
});
