import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import os, { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { textOf } from '../../../messages/index.js';
import type { Context } from '../../../model/events.js';
import type { Lab } from '../../../model/lab.js';
import { shellLine } from '../../../providers/common/ssh.js';
import type { ExecOptions } from '../../../providers/contract.js';
import { vagrant } from '../../../providers/vagrant/index.js';
import { available } from '../../../providers/vagrant/installed.js';
import { aLab } from '../../model/a-lab.js';
import { describeMounted, mounted } from '../../mounted.js';

let folder = '';
let lab: Lab;
const servers: Server[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-vagrant-'));
  lab = aLab(folder, { clientPort: 42181, sshPort: 42191 });
  vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env.PATH}`);
  vi.stubEnv('VAGRANT_DOTFILE_PATH', undefined);
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Puts a command first in PATH; its arguments are noted, one call a line. */
function command(name: string, body: string): void {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(
    join(folder, 'bin', name),
    `#!/bin/bash\nprintf '%s ' ${name} "$@" >>${join(folder, 'calls')}; echo >>${join(folder, 'calls')}\n${body}\n`,
  );
  chmodSync(join(folder, 'bin', name), 0o755);
}
const calls = (): string[] =>
  existsSync(join(folder, 'calls'))
    ? readFileSync(join(folder, 'calls'), 'utf8')
        .trim()
        .split('\n')
        .map((line) => line.trim())
    : [];

/** Makes Vagrant believe that it has made the machine. */
function machine(name: string, provider = 'virtualbox'): void {
  const data = join(folder, '.vagrant/machines', name, provider);
  mkdirSync(data, { recursive: true });
  writeFileSync(join(data, 'id'), 'some-id');
}

/** A server at a node's SSH port that greets with this. */
function listen(port: number, greeting: string): Promise<void> {
  const server = createServer((socket) => void socket.write(greeting));
  servers.push(server);
  return new Promise((resolve) => server.listen(port, '127.0.0.1', resolve));
}

function context(): Context & { readonly steps: string[]; readonly lines: string[] } {
  const steps: string[] = [];
  const lines: string[] = [];
  const emit: Context['emit'] = (event) => {
    if (event.type === 'step') steps.push(textOf(event.title));
    if (event.type === 'output') lines.push(event.line);
  };
  return { signal: new AbortController().signal, emit, steps, lines };
}

const first = (): Lab['nodes'][number] => {
  const [node] = lab.nodes;
  if (!node) throw new Error('no nodes');
  return node;
};

/** Runs a command on the first node. */
const exec = (command: readonly string[], options: Omit<ExecOptions, 'interactive'> = {}): Promise<number> =>
  vagrant.node(lab, first()).exec(command, { interactive: false, ...options });

describe('what Vagrant holds', () => {
  test('nothing of a lab that was never brought up, nor of one that was destroyed', async () => {
    expect(await vagrant.holds(lab)).toMatchObject({ holds: false });
    mkdirSync(join(folder, '.vagrant/machines/node1/libvirt'), { recursive: true });
    expect(await vagrant.holds(lab)).toMatchObject({ holds: false });
  });

  test('a lab with one machine, whatever the provider', async () => {
    machine('node3', 'vmware_desktop');
    expect(await vagrant.holds(lab)).toMatchObject({ holds: true });
  });

  test('another lab’s machine does not count', async () => {
    machine('other1');
    expect(await vagrant.holds(lab)).toMatchObject({ holds: false });
  });

  test('where the user keeps Vagrant’s data elsewhere', async () => {
    machine('node1');
    vi.stubEnv('VAGRANT_DOTFILE_PATH', join(folder, 'elsewhere'));
    expect(await vagrant.holds(lab)).toMatchObject({ holds: false });
  });
});

describe('states', () => {
  test('machines whose SSH answers run, and Vagrant is not asked', async () => {
    command('vagrant', 'exit 1');
    for (const { name, sshPort } of lab.nodes) {
      machine(name);
      await listen(sshPort, 'SSH-2.0-OpenSSH_6.6.1\r\n');
    }
    expect(await vagrant.states(lab)).toEqual([
      { name: 'node1', running: true },
      { name: 'node2', running: true },
      { name: 'node3', running: true },
    ]);
    expect(calls()).toEqual([]);
  });

  test('machines that do not answer are asked of Vagrant', async () => {
    command(
      'vagrant',
      'printf "1795358437,node1,state,running\\n1795358437,node2,state,poweroff\\n1795358437,node2,state-human-short,powered off\\n"',
    );
    machine('node1');
    machine('node2');
    expect(await vagrant.states(lab)).toEqual([
      { name: 'node1', running: true },
      { name: 'node2', running: false },
      { name: 'node3', running: false },
    ]);
    expect(calls()).toEqual(['vagrant status --machine-readable']);
  });

  test('whoever took the port of a machine that was never made is somebody else', async () => {
    command('vagrant', 'exit 1');
    await listen(first().sshPort, 'SSH-2.0-OpenSSH\r\n');
    expect((await vagrant.states(lab)).map(({ running }) => running)).toEqual([false, false, false]);
    expect(calls()).toEqual([]);
  });

  test('what Vagrant says is understood with Windows’ line ends too', async () => {
    command('vagrant', 'printf "1,node1,state,running\\r\\n1,node2,state,running\\r\\n"');
    machine('node1');
    expect((await vagrant.states(lab)).map(({ running }) => running)).toEqual([true, true, false]);
  });
});

describe('up, down and destroy', () => {
  test('say what they do, and hand on what Vagrant prints', async () => {
    command('vagrant', 'echo "==> node1: Booting VM..."; echo "a warning" >&2');
    const told = context();
    await vagrant.up(lab, lab.nodes, told);
    await vagrant.down(lab, lab.nodes.slice(1, 2), told);
    await vagrant.destroy(lab, told);
    expect(calls()).toEqual(['vagrant up', 'vagrant halt node2', 'vagrant destroy --force']);
    expect(told.steps).toEqual([
      'Starting machines with Vagrant: 3 (the first time it downloads a box)',
      'Shutting down the machines',
      'Removing the machines',
    ]);
    expect(told.lines.filter((line) => line.includes('Booting'))).toHaveLength(3);
    expect(told.lines).toContain('a warning');
  });

  test.each([
    ['The forwarded port to 2181 is already in use\non the host machine.', 'vagrant.port-taken', 'Port 2181'],
    ["The box 'centos/7' could not be found or\ncould not be accessed", 'vagrant.no-box', '--mirror ustc'],
    ['VBoxManage: error: VT-x is disabled in the BIOS', 'vagrant.no-virtualization', '--provider docker'],
    [
      'No usable default provider could be found for your system.',
      'vagrant.no-provider-usable',
      'virtualbox.org',
    ],
    ['Something new', 'vagrant.failed', 'Something new'],
  ])('a failure says what to do: %j', async (output, code, contains) => {
    command('vagrant', `cat <<'END'\n${output}\nEND\nexit 1`);
    const failure = vagrant.up(lab, lab.nodes, context());
    await expect(failure).rejects.toMatchObject({ code, message: expect.stringContaining(contains) });
  });

  test('an interrupt reaches Vagrant once, and it may tidy up', async () => {
    const traces = join(folder, 'traces');
    command(
      'vagrant',
      `trap 'echo interrupted >>${traces}; kill %1; exit 1' INT; sleep 60 & echo ready; wait %1; echo over >>${traces}`,
    );
    const controller = new AbortController();
    const emit: Context['emit'] = (event) => {
      if (event.type === 'output' && event.line === 'ready') controller.abort();
    };
    await expect(vagrant.up(lab, lab.nodes, { signal: controller.signal, emit })).rejects.toThrow();
    expect(readFileSync(traces, 'utf8')).toBe('interrupted\n');
  });
});

describe('a key that everybody may read', () => {
  const key = () => join(lab.dir, 'keys/id_ed25519');
  beforeEach(() => {
    mkdirSync(join(lab.dir, 'keys'));
    writeFileSync(key(), '');
    chmodSync(key(), 0o666);
    for (const name of ['ssh', 'vagrant']) command(name, 'exit 0');
  });

  test('is closed before anything is done with it', async () => {
    await listen(first().sshPort, 'SSH-2.0-OpenSSH\r\n');
    expect(await exec(['true'])).toBe(0);
    expect(statSync(key()).mode & 0o777).toBe(0o600);
    chmodSync(key(), 0o666);
    await vagrant.up(lab, lab.nodes, context());
    expect(statSync(key()).mode & 0o777).toBe(0o600);
  });

  describeMounted('and stays so', () => {
    test('is told before machines are made, and instead of what ssh would say', async () => {
      const there = await mounted(
        'mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"',
        join(lab.dir, 'keys'),
      );
      lab = { ...lab, dir: there.seen(lab.dir) };
      const node = vagrant.node(lab, first());
      await listen(first().sshPort, 'SSH-2.0-OpenSSH\r\n');
      const size = { rows: 24, columns: 80 };
      const refused = {
        code: 'keys.refused',
        message: expect.stringContaining(`mv ${lab.dir} ~/`),
      };
      await expect(vagrant.up(lab, lab.nodes, context())).rejects.toMatchObject(refused);
      await expect(exec(['true'])).rejects.toMatchObject(refused);
      await expect(node.login([])).rejects.toMatchObject(refused);
      await expect(node.terminal([], size)).rejects.toMatchObject(refused);
      expect(calls()).toEqual([]);
    });
  });
});

describe('exec', () => {
  test('goes over the lab’s own SSH, keeps every word as it is, and gives the exit status', async () => {
    // The remote shell: what comes after the node's name is one line for it.
    command('ssh', 'for line; do :; done; eval "$line"');
    await listen(first().sshPort, 'SSH-2.0-OpenSSH\r\n');
    let out = '';
    let err = '';
    const status = await exec(
      ['bash', '-c', 'printf "<%s>" "$@"; echo oops >&2; exit 7', 'bash', "it's", 'a  b', '$HOME', '*', ''],
      { onStdout: (chunk) => (out += chunk), onStderr: (chunk) => (err += chunk) },
    );
    expect({ status, out, err }).toEqual({ status: 7, out: "<it's><a  b><$HOME><*><>", err: 'oops\n' });
    expect(calls()[0]).toMatch(/^ssh -F ssh_config .*-T node1 /);
  });

  const unreachable = {
    code: 'vagrant.unreachable',
    message: expect.stringMatching(/node1 .*127\.0\.0\.1:42191.*zk-lab up/),
  };

  test('an unreachable node is told with its port and what to type, and by nobody else', async () => {
    command('ssh', 'echo "ssh: connect to host 127.0.0.1 port 42191: Connection refused" >&2; exit 255');
    let err = '';
    await expect(exec(['true'], { onStderr: (chunk) => (err += chunk) })).rejects.toMatchObject(unreachable);
    await expect(vagrant.node(lab, first()).exec(['true'], { interactive: true })).rejects.toMatchObject(
      unreachable,
    );
    await expect(vagrant.node(lab, first()).login([])).rejects.toMatchObject(unreachable);
    expect({ err, calls: calls() }).toEqual({ err: '', calls: [] });
  });

  test('so is one that goes while the command runs', async () => {
    command('ssh', 'touch runs; until [ -e gone ]; do sleep 0.05; done; exit 255');
    await listen(first().sshPort, 'SSH-2.0-OpenSSH\r\n');
    const done = exec(['true']);
    const refused = expect(done).rejects.toMatchObject(unreachable);
    await expect.poll(() => existsSync(join(folder, 'runs'))).toBe(true);
    for (const server of servers.splice(0)) server.close();
    writeFileSync(join(folder, 'gone'), '');
    await refused;
  });

  test('a command’s own status 255 is no failure of SSH', async () => {
    command('ssh', 'exit 255');
    await listen(first().sshPort, 'SSH-2.0-OpenSSH\r\n');
    expect(await exec(['false'])).toBe(255);
  });

  test('plain words stay readable', () => {
    expect(shellLine(['/opt/zookeeper-3.4.9/bin/zkServer.sh', 'status'])).toBe(
      '/opt/zookeeper-3.4.9/bin/zkServer.sh status',
    );
  });
});

describe('available', () => {
  const programs = (
    ...names: string[]
  ): { platform: NodeJS.Platform; env: Record<string, string>; home: string } => {
    const bin = join(folder, 'path');
    mkdirSync(bin, { recursive: true });
    for (const name of names) writeFileSync(join(bin, name), '', { mode: 0o755 });
    return { platform: 'linux', env: { PATH: bin }, home: folder };
  };

  test('no vagrant', () => {
    expect(available(programs('VBoxManage'))).toMatchObject({
      ok: false,
      remedy: expect.stringContaining('vagrantup.com'),
    });
  });

  test('Vagrant and VirtualBox', () => {
    expect(available(programs('vagrant', 'VBoxManage'))).toEqual({
      ok: true,
      detail: 'Vagrant with VirtualBox',
    });
  });

  test('a provider from a plugin', () => {
    mkdirSync(join(folder, '.vagrant.d'));
    writeFileSync(
      join(folder, '.vagrant.d/plugins.json'),
      '{"version":"1","installed":{"vagrant-vmware-desktop":{}}}',
    );
    expect(available(programs('vagrant'))).toEqual({ ok: true, detail: 'Vagrant with VMware' });
  });

  test('the provider that the user chose for Vagrant', () => {
    const machine = programs('vagrant');
    machine.env.VAGRANT_DEFAULT_PROVIDER = 'libvirt';
    expect(available(machine)).toEqual({ ok: true, detail: 'Vagrant with libvirt' });
  });

  test('VirtualBox on Windows, where it is not in the PATH', () => {
    const machine = { ...programs('vagrant.exe'), platform: 'win32' as const };
    writeFileSync(join(folder, 'VBoxManage.exe'), '');
    machine.env.VBOX_MSI_INSTALL_PATH = folder;
    expect(available(machine)).toMatchObject({ ok: true });
  });
});

describe('where clients reach a node', () => {
  const own = { host: '192.168.252.101', port: 2181 };
  const forwarded = { host: '127.0.0.1', port: 42181 };
  const here = (address: string): void => {
    vi.spyOn(os, 'networkInterfaces').mockReturnValue({
      virbr2: [{ family: 'IPv4', address } as os.NetworkInterfaceInfoIPv4],
    });
  };

  test('through its own port on this host', () => {
    machine('node1');
    here('192.168.252.1');
    expect(vagrant.node(lab, first()).address).toEqual(forwarded);
  });

  test('under libvirt at its own address, which a reboot inside the machine does not cut off', () => {
    machine('node1', 'libvirt');
    here('192.168.252.1');
    expect(vagrant.node(lab, first()).address).toEqual(own);
  });

  test('under a libvirt elsewhere through the forwarded port again', () => {
    machine('node1', 'libvirt');
    here('10.0.0.1');
    expect(vagrant.node(lab, first()).address).toEqual(forwarded);
  });
});
