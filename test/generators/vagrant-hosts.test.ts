import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { resolve } from '../../model/resolve.js';
import { tutorial } from '../model/specs.js';
import { blueprintOf } from './lab-files.js';
import { describeVagrantfile, load, privateNetwork, type Settings, written } from './vagrant-settings.js';

describeVagrantfile('the Vagrantfile, by the machine that Vagrant runs on', () => {
  const lab = written(tutorial, ['zookeeper-3.4.9.tar.gz', 'jdk.tar.gz']);

  describe('VirtualBox’s limit on host-only networks', () => {
    const modern = { virtualbox: '7.0.20r163906' };
    const isInternal = (settings: Settings): boolean =>
      privateNetwork(settings)?.virtualbox__intnet === 'zk-lab';

    test('networks.conf absent: an internal network at the same address, told in one line', async () => {
      const settings = await load(lab, 'virtualbox', 'node1', modern);
      expect(isInternal(settings)).toBe(true);
      expect(privateNetwork(settings)).toMatchObject({ ip: '192.168.252.101', netmask: '255.255.255.0' });
      expect(settings.told).toMatch(
        /^VirtualBox allows no host-only network 192\.168\.252\.0\/24 here.*networks\.conf\)\n$/,
      );
    });

    test('networks.conf refusing', async () => {
      const networksConf = '# * 192.168.252.0/24\n* 10.0.0.0/8 192.168.252.0/25\n* fd00::/8\n';
      expect(isInternal(await load(lab, 'virtualbox', 'node1', { ...modern, networksConf }))).toBe(true);
    });

    test.each(['* 10.0.0.0/8 192.168.0.0/16\n', ' * 0.0.0.0/0 ::/0\n', '* 192.168.56.0/21 192.168.252.0/24'])(
      'networks.conf allowing: %j',
      async (networksConf) => {
        const settings = await load(lab, 'virtualbox', 'node1', { ...modern, networksConf });
        expect(isInternal(settings)).toBe(false);
        expect(settings.told).toBe('');
      },
    );

    test('a network within the range that is always allowed', async () => {
      const inside = written(blueprintOf({ network: '192.168.60.0/24' }));
      expect(isInternal(await load(inside, 'virtualbox', 'node1', modern))).toBe(false);
    });

    test.each([
      ['6.1.26r145957', 'x86_64-linux', false],
      ['6.1.28r147628', 'x86_64-linux', true],
      ['6.1.50r161033', 'x86_64-darwin', true],
      ['7.0.20r163906', 'x86_64-darwin', false],
      ['7.0.20r163906', 'x64-mingw-ucrt', false],
    ])('VirtualBox %s on %s: limited %s', async (virtualbox, platform, limited) => {
      expect(isInternal(await load(lab, 'virtualbox', 'node1', { virtualbox, platform }))).toBe(limited);
    });

    test('nothing is told by other commands, nor under other providers', async () => {
      expect((await load(lab, 'virtualbox', 'node1', { ...modern, command: 'status' })).told).toBe('');
      expect((await load(lab, 'libvirt', 'node1', modern)).told).toBe('');
    });
  });

  // CentOS 7.3's sshd takes RSA keys with SHA-1 alone, which OpenSSH from 8.8 on does not offer by itself.
  test.each([
    ['2.3.0', true, null],
    ['2.3.6', true, null],
    ['2.3.7', false, null],
    ['2.4.0', false, null],
    ['2.4.1', false, 'ed25519'],
    ['2.4.9', false, 'ed25519'],
  ])(
    'Vagrant %s reaches CentOS’s old sshd: told about RSA %s, keys of type %s',
    async (vagrant, told, keyType) => {
      const { ssh } = await load(lab, 'virtualbox', 'node1', { vagrant });
      expect(ssh.keyType).toBe(keyType);
      expect(ssh.extraArgs).toEqual(
        told ? ['-o', 'IgnoreUnknown=PubkeyAcceptedKeyTypes', '-o', 'PubkeyAcceptedKeyTypes=+ssh-rsa'] : null,
      );
      // The options are ones that ssh takes.
      const taken = spawnSync('ssh', ['-T', '-G', ...(ssh.extraArgs ?? []), 'node1'], { encoding: 'utf8' });
      expect(taken).toMatchObject({ status: 0, stderr: '' });
    },
  );

  describe('what cannot work stops before it starts', () => {
    test('Hyper-V, with the way out', async () => {
      const { stopped } = await load(lab, 'hyperv', 'node1');
      expect(stopped.map(({ command, abort }) => [command, abort])).toEqual([
        ['up', 1],
        ['reload', 1],
      ]);
      expect(stopped[0]?.warn).toContain('fixed addresses');
      expect(stopped[0]?.warn).toContain('docker compose up -d --wait');
    });

    const mac = { platform: 'arm64-darwin22', appleSilicon: true };
    test.each(['virtualbox', 'vmware_desktop', 'parallels'])(
      'an x86 box on Apple silicon under %s',
      async (name) => {
        const { stopped } = await load(lab, name, 'node1', mac);
        expect(stopped[0]?.warn).toMatch(
          /x86-64[\s\S]*Apple silicon[\s\S]*docker compose[\s\S]*--os rockylinux-9/,
        );
        expect(stopped[0]?.abort).toBe(1);
      },
    );

    test('nothing stops an Intel Mac, nor a system for ARM on Apple silicon', async () => {
      expect((await load(lab, 'virtualbox', 'node1', { ...mac, appleSilicon: false })).stopped).toEqual([]);
      const arm = written(resolve({ name: 'arm', os: 'rockylinux-9' }, 'aarch64'));
      const settings = await load(arm, 'parallels', 'node1', mac);
      expect(settings).toMatchObject({ stopped: [], box: 'bento/rockylinux-9' });
      expect((await load(arm, 'virtualbox', 'node1', mac)).box).toBe('bento/rockylinux-9');
    });
  });
});
