import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { knownKeys } from '../../../lessons/logins/known-hosts.js';

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-known-'));
afterAll(() => rmSync(folder, { recursive: true }));

const hosts = ['node1', 'node2', 'node12', '192.168.252.101'];
/** Real keys: ssh-keygen passes over what is none. */
const keys = ['rsa', 'ecdsa', 'ed25519'].map((type) => {
  const file = join(folder, type);
  spawnSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-f', file]);
  return readFileSync(`${file}.pub`, 'utf8').split(' ').slice(0, 2).join(' ');
});

/** What ssh-keygen finds: the lines' keys. */
function byKeygen(host: string, file: string): string[] {
  const { stdout } = spawnSync('ssh-keygen', ['-F', host, '-f', file], { encoding: 'utf8' });
  const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return lines.map((line) =>
    line
      .replace(/^@\S+ /, '')
      .split(' ')
      .slice(1, 3)
      .join(' '),
  );
}

const written = fc.constantFrom(
  ...hosts,
  'node1,192.168.252.101',
  'node?',
  'node*,!node2',
  '!node1,node*',
  '192.168.252.*',
  '[node1]:2222',
  'NODE1',
  'other',
);
const line = fc
  .tuple(fc.constantFrom('', '', '', '@revoked '), written, fc.constantFrom(...keys), fc.boolean())
  .map(([marker, names, key, comment]) => `${marker}${names} ${key}${comment ? ' somebody' : ''}`);
const noise = fc.constantFrom('', '# node1 is mine', 'node1', 'node1 ssh-rsa', '  ');

test('finds what ssh-keygen -F finds, hashed or not', () => {
  const file = join(folder, 'known_hosts');
  fc.assert(
    fc.property(
      fc.array(fc.oneof({ weight: 4, arbitrary: line }, noise), { maxLength: 8 }),
      fc.boolean(),
      (lines, hash) => {
        writeFileSync(file, `${lines.join('\n')}\n`);
        if (hash) spawnSync('ssh-keygen', ['-H', '-f', file]);
        const text = readFileSync(file, 'utf8').split('\n');
        const found = knownKeys(
          text.map((each) => ({ file, line: each })),
          hosts,
          new Map([[keys[0] ?? '', ['node2']]]),
        );
        for (const host of hosts) {
          expect(
            found.get(host)?.map(({ key }) => key),
            `${host} in ${text.join('\n')}`,
          ).toEqual(byKeygen(host, file));
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('a key that counts no more is told apart, an authority’s is none of the host’s', () => {
  const [key = ''] = keys;
  const lines = [`@revoked node1 ${key}`, `@cert-authority node2 ${key}`].map((each) => ({
    file: 'f',
    line: each,
  }));
  const found = knownKeys(lines, hosts, new Map());
  expect(found.get('node1')).toEqual([{ key, file: 'f', revoked: true }]);
  expect(found.get('node2')).toEqual([]);
});
