import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blueprints, tutorial } from '../model/specs.js';
import { blueprintOf } from './lab-files.js';
import { describeVagrantfile, load, privateNetwork, written } from './vagrant-settings.js';

describeVagrantfile('the Vagrantfile, as Vagrant itself reads it', () => {
  const lab = written(tutorial, ['zookeeper-3.4.9.tar.gz', 'jdk.tar.gz']);

  test('VirtualBox: the tutorial’s machines, as linked clones, with the box that CentOS publishes', async () => {
    const settings = await load(lab, 'virtualbox', 'node2');
    expect(settings).toMatchObject({
      machines: ['node1', 'node2', 'node3'],
      box: 'centos/7',
      version: '1611.01',
      url: null,
      checkUpdate: false,
      hostname: 'node2',
      synced: [],
      stopped: [],
      told: '',
    });
    expect(settings.settings).toEqual({
      linked_clone: true,
      check_guest_additions: false,
      customizations: [
        ['--memory', '512'],
        ['--cpus', 1],
      ],
    });
    expect(privateNetwork(settings)).toMatchObject({ ip: '192.168.252.102', netmask: '255.255.255.0' });
    expect(settings.networks.filter(({ type }) => type === 'forwarded_port')).toEqual([
      { id: 'ssh', type: 'forwarded_port', guest: 22, host: 12182, host_ip: '127.0.0.1' },
      { id: 'client', type: 'forwarded_port', guest: 2181, host: 2182, host_ip: '127.0.0.1' },
    ]);
  });

  test('VMware', async () => {
    expect(await load(lab, 'vmware_desktop', 'node1')).toMatchObject({
      box: 'bento/centos-7.3',
      settings: { linked_clone: true, vmx: { memsize: '512', numvcpus: '1' } },
    });
  });

  test('Parallels', async () => {
    expect(await load(lab, 'parallels', 'node1')).toMatchObject({
      box: 'bento/centos-7.3',
      settings: { memory: 512, cpus: 1, linked_clone: true, check_guest_tools: false },
    });
  });

  test('libvirt', async () => {
    expect(await load(lab, 'libvirt', 'node1')).toMatchObject({
      box: 'centos/7',
      version: '1611.01',
      settings: { memory: 512, cpus: 1, forward_ssh_port: true },
    });
  });

  test('memory, processors, names, addresses and ports are the specification’s', async () => {
    const blueprint = blueprintOf({
      nodes: 2,
      observers: 1,
      prefix: 'zk',
      network: '10.1.0.0/16',
      clientPort: 4001,
      memory: 768,
      cpus: 2,
    });
    const settings = await load(written(blueprint), 'libvirt', 'zk3');
    expect(settings).toMatchObject({ machines: ['zk1', 'zk2', 'zk3'], settings: { memory: 768, cpus: 2 } });
    expect(privateNetwork(settings)).toMatchObject({ ip: '10.1.0.103', netmask: '255.255.0.0' });
    expect(settings.networks.map(({ host }) => host)).toEqual([undefined, 14003, 4003]);
  });

  describe('boxes', () => {
    test('from Vagrant’s own catalogue unless somebody asks otherwise', async () => {
      expect((await load(lab, 'libvirt', 'node1')).url).toBeNull();
    });

    test('from a mirror that has them, under their own names and versions', async () => {
      const mirrored = written(blueprintOf({ mirror: 'ustc' }));
      const settings = await load(mirrored, 'virtualbox', 'node1');
      expect(settings).toMatchObject({ box: 'centos/7', version: '1611.01' });
      expect(settings.url).toEqual([join(mirrored, 'vagrant/centos-7.json')]);
      // Of the box for VMware the mirror has no copy.
      expect(await load(mirrored, 'vmware_desktop', 'node1')).toMatchObject({
        box: 'bento/centos-7.3',
        url: null,
      });
    });

    test('from a file of the user’s, for each provider under the name that it goes by', async () => {
      const own = written(blueprintOf({ box: "/home/李/it's a.box" }));
      expect(await load(own, 'libvirt', 'node1')).toMatchObject({
        box: 'centos/7',
        version: '1611.01',
        url: [join(own, 'vagrant/centos-7.json')],
      });
      expect(await load(own, 'parallels', 'node1')).toMatchObject({
        box: 'bento/centos-7.3',
        url: [join(own, 'vagrant/bento-centos-7.3.json')],
      });
    });

    test('any other by its name, in its newest version', async () => {
      const named = written(blueprintOf({ box: 'team/centos' }));
      for (const provider of ['virtualbox', 'vmware_desktop']) {
        expect(await load(named, provider, 'node1')).toMatchObject({
          box: 'team/centos',
          version: null,
          url: null,
        });
      }
    });
  });

  test('whatever the specification, Ruby accepts it and the values come back as they went in', async () => {
    await fc.assert(
      fc.asyncProperty(blueprints, async (blueprint) => {
        const lab = written(blueprint);
        const { spec, nodes } = blueprint;
        const last = nodes.at(-1);
        expect(execFileSync('ruby', ['-c', join(lab, 'Vagrantfile')], { encoding: 'utf8' })).toBe(
          'Syntax OK\n',
        );
        const settings = await load(lab, 'libvirt', last?.name ?? '');
        expect(settings.machines).toEqual(nodes.map(({ name }) => name));
        expect(settings.settings).toMatchObject({ memory: spec.memory, cpus: spec.cpus });
        expect(settings.networks.map(({ ip, host }) => ip ?? host)).toEqual([
          last?.address,
          last?.sshPort,
          last?.clientPort,
        ]);
        expect(settings.provisioners.at(-1)?.script).toMatch(
          new RegExp(`run\\.sh ${last?.name} ${spec.until}\\n$`),
        );
      }),
      { numRuns: 5 },
    );
  }, 120_000);
});
