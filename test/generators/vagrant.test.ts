import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import type { Stack } from '../../generators/stack.js';
import { type Blueprint, resolve } from '../../model/resolve.js';
import { blueprints, tutorial } from '../model/specs.js';
import { blueprintOf, planOf, writePlan } from './lab-files.js';

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-vagrant-'));
afterAll(() => rmSync(folder, { recursive: true }));

const stack: Stack = {
  zookeeper: {
    version: '3.4.9',
    file: 'zookeeper-3.4.9.tar.gz',
    root: 'zookeeper-3.4.9',
    urls: [],
    source: 'user',
  },
  jdk: { version: '8u504-b01', file: 'jdk.tar.gz', root: 'jdk1.8.0_504', urls: [], source: 'user' },
};

let labs = 0;
/** A written lab. @param artifacts names of tarballs that are there */
function written(blueprint: Blueprint, artifacts: readonly string[] = []): string {
  const lab = join(folder, `lab ${++labs} [it's]`);
  writePlan(lab, planOf(blueprint, stack));
  for (const name of artifacts) writeFileSync(join(lab, 'artifacts', name), '');
  return lab;
}

/** A folder for PATH with commands that print something. */
function commands(outputs: Readonly<Record<string, string>>): string {
  const bin = mkdtempSync(join(folder, 'bin-'));
  for (const [name, output] of Object.entries(outputs)) {
    writeFileSync(join(bin, name), `#!/bin/sh\necho '${output}'\n`);
    chmodSync(join(bin, name), 0o755);
  }
  return bin;
}

interface Settings {
  machines: string[];
  box: string;
  version: string | null;
  url: string[] | null;
  checkUpdate: boolean;
  hostname: string;
  ssh: { extraArgs: string[] | null; keyType: string | null };
  settings: Record<string, unknown>;
  networks: ({ type: string } & Record<string, unknown>)[];
  synced: string[];
  provisioners: {
    name: string;
    type: string;
    run: string;
    source: string | null;
    script: string;
    privileged: boolean;
  }[];
  stopped: { command: string; warn: string; abort: number }[];
}

interface Host {
  readonly virtualbox?: string;
  readonly networksConf?: string;
  readonly platform?: string;
  readonly appleSilicon?: boolean;
  readonly command?: string;
  readonly vagrant?: string;
}

const library = spawnSync('ruby', ['-e', 'require "vagrant"'], { stdio: 'ignore' }).status === 0;

/** The one Ruby with Vagrant's library in it, and the answers that it has given. */
let ruby: { send(line: string): void; answers: AsyncIterator<string>; stop(): void } | undefined;

function startRuby(): NonNullable<typeof ruby> {
  const script = fileURLToPath(new URL('vagrant-settings.rb', import.meta.url));
  const env = { ...process.env, VAGRANT_HOME: join(folder, 'home') };
  const child = spawn('ruby', [script], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  return {
    send: (line) => void child.stdin.write(`${line}\n`),
    answers: createInterface({ input: child.stdout })[Symbol.asyncIterator](),
    stop: () => void child.stdin.end(),
  };
}
afterAll(() => ruby?.stop());

/** What Vagrant makes of the lab's Vagrantfile, and what it prints meanwhile. */
async function load(
  lab: string,
  provider: string,
  machine: string,
  { virtualbox, appleSilicon, ...host }: Host = {},
): Promise<Settings & { told: string }> {
  ruby ??= startRuby();
  const path = commands({
    ...(virtualbox ? { VBoxManage: virtualbox } : {}),
    sysctl: appleSilicon ? '1' : '0',
  });
  ruby.send(JSON.stringify({ lab, provider, machine, path, ...host }));
  const answer = JSON.parse((await ruby.answers.next()).value);
  if (answer.error) throw new Error(answer.error);
  return answer;
}

const privateNetwork = ({ networks }: Settings): Record<string, unknown> | undefined =>
  networks.find(({ type }) => type === 'private_network');

describe.skipIf(!library)(
  'the Vagrantfile, as Vagrant itself reads it (skipped without Vagrant’s library)',
  () => {
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

      test.each([
        '* 10.0.0.0/8 192.168.0.0/16\n',
        ' * 0.0.0.0/0 ::/0\n',
        '* 192.168.56.0/21 192.168.252.0/24',
      ])('networks.conf allowing: %j', async (networksConf) => {
        const settings = await load(lab, 'virtualbox', 'node1', { ...modern, networksConf });
        expect(isInternal(settings)).toBe(false);
        expect(settings.told).toBe('');
      });

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
          told
            ? ['-o', 'IgnoreUnknown=PubkeyAcceptedKeyTypes', '-o', 'PubkeyAcceptedKeyTypes=+ssh-rsa']
            : null,
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

    describe('what travels to a node', () => {
      test('tarballs that are there, once, and the rest in one script that root runs at every start', async () => {
        const { provisioners } = await load(lab, 'libvirt', 'node1');
        expect(provisioners.map(({ name, type, run, source }) => ({ name, type, run, source }))).toEqual([
          {
            name: 'zookeeper',
            type: 'file',
            run: 'once',
            source: join(lab, 'artifacts/zookeeper-3.4.9.tar.gz'),
          },
          { name: 'jdk', type: 'file', run: 'once', source: join(lab, 'artifacts/jdk.tar.gz') },
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
  },
);
