import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { keysFor } from '../../model/keys.js';
import { tutorial } from './specs.js';

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('keys are what OpenSSH takes, and their public halves are theirs', async () => {
  const { root, hosts } = await keysFor('lab', tutorial.nodes, join(folder, 'none'));
  for (const [index, pair] of [root, ...Object.values(hosts)].entries()) {
    const file = join(folder, `key${index}`);
    writeFileSync(file, pair.private, { mode: 0o600 });
    const { stdout } = await execa('ssh-keygen', ['-y', '-f', file]);
    expect(stdout.split(' ').slice(0, 2)).toEqual(pair.public.split(' ').slice(0, 2));
  }
});

test('keys that are there already are kept', async () => {
  const { nodes } = tutorial;
  const first = await keysFor('lab', nodes.slice(0, 2), join(folder, 'none'));
  writeFileSync(join(folder, 'id_ed25519'), first.root.private);
  for (const [name, pair] of Object.entries(first.hosts)) writeFileSync(join(folder, name), pair.private);
  const second = await keysFor('lab', nodes, folder);
  expect(second).toMatchObject(first);
  expect(Object.keys(second.hosts)).toEqual(['node1', 'node2', 'node3']);
});
