import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tutorial } from '../model/specs.js';
import { describeVagrantfile, folder, load, written } from './vagrant-settings.js';

describeVagrantfile('what the Vagrantfile sends to a node', () => {
  const lab = written(tutorial, ['zookeeper-3.4.9.tar.gz', 'jdk.tar.gz']);

  test('tarballs that are there, once, and the rest in one script that root runs at every start', async () => {
    const { provisioners } = await load(lab, 'libvirt', 'node1');
    expect(provisioners.map(({ name, type, run, source }) => ({ name, type, run, source }))).toEqual([
      { name: 'jdk', type: 'file', run: 'once', source: join(lab, 'artifacts/jdk.tar.gz') },
      {
        name: 'zookeeper',
        type: 'file',
        run: 'once',
        source: join(lab, 'artifacts/zookeeper-3.4.9.tar.gz'),
      },
      { name: 'node', type: 'shell', run: 'always', source: null },
    ]);
    expect(provisioners[2]?.privileged).toBe(true);
  });

  test('no tarball that was not fetched', async () => {
    const { provisioners } = await load(written(tutorial), 'libvirt', 'node1');
    expect(provisioners.map(({ name }) => name)).toEqual(['node']);
  });

  test('no tarball again to a node that has them', async () => {
    const lab = written(tutorial, ['jdk.tar.gz']);
    const machine = join(lab, '.vagrant/machines/node1/libvirt');
    mkdirSync(machine, { recursive: true });
    writeFileSync(join(machine, 'action_provision'), '1.5:id');
    const runs = async (node: string): Promise<string[]> =>
      (await load(lab, 'libvirt', node)).provisioners
        .filter(({ name }) => name === 'jdk')
        .map(({ run }) => run);
    expect(await runs('node1')).toEqual(['never']);
    expect(await runs('node2')).toEqual(['once']);
  });

  test('the lab’s files, byte for byte, with no other node’s host key', async () => {
    const node = (await load(lab, 'libvirt', 'node2')).provisioners.at(-1)?.script ?? '';
    const encoded = /<<'ARCHIVE'.*\n([\s\S]*?)\nARCHIVE/.exec(node)?.[1] ?? '';
    const received = mkdtempSync(join(folder, 'received-'));
    execFileSync('tar', ['-xmf', '-', '-C', received], { input: Buffer.from(encoded, 'base64') });
    for (const part of ['provision', 'config'])
      execFileSync('diff', ['-r', join(lab, part), join(received, part)]);
    const keys = execFileSync('ls', [join(received, 'keys')], { encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(keys).toEqual(['authorized_keys', 'id_ed25519', 'id_ed25519.pub', 'known_hosts', 'node2']);
  });
});
