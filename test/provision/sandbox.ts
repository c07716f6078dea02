import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Stack } from '../../generators/stack.js';
import type { PartialSpec } from '../../model/spec.js';
import type { Package } from '../../software/software.js';
import { blueprintOf, planOf } from '../generators/lab-files.js';
import { bareSystem } from './bare-system.js';
import { service, systemctl, yum } from './stand-ins.js';

/** Folders that a script finds as the test made them, instead of this machine's. */
const replaced = [
  'etc',
  'opt',
  'root',
  'run',
  'var/lib',
  'var/tmp',
  'usr/bin',
  'usr/lib/jvm',
  'usr/local/bin',
  'usr/sbin',
];

/** A stand-in for a command: the body of a shell script. Each call is noted whatever the body does. */
export type Stubs = Readonly<Record<string, string>>;

/** CentOS 7.3's, on a box as CentOS publishes it. */
export const centos7: Stubs = {
  yum,
  systemctl,
  service,
  getenforce: 'echo Enforcing',
  setenforce: '',
  hostnamectl: 'hostname "$2"',
  chpasswd: 'cat >>"$CALLS"',
  ssh: '',
  scp: '',
  sshd: '',
  usermod: '',
  curl: 'exit 22',
};

/** CentOS 6's: upstart, and none of systemd's commands. */
export const centos6: Stubs = {
  yum: '',
  initctl: '',
  service: '',
  chkconfig: '',
  getenforce: 'echo Disabled',
  setenforce: '',
  chpasswd: 'cat >>"$CALLS"',
  ssh: '',
  scp: '',
  sshd: '',
  curl: 'exit 22',
};

export interface Result {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A machine's file system and commands as a provision script sees them: this kernel and these tools, in a mount and a
 * host name of its own.
 */
export class Sandbox {
  readonly folder = mkdtempSync(join(tmpdir(), 'zk-lab-provision-'));

  /** @param files what the machine's own files are, by absolute path */
  constructor(stubs: Stubs, files: Readonly<Record<string, string>>) {
    for (const path of [...replaced, 'bin', 'lab/artifacts', 'run/systemd', 'etc/systemd/system']) {
      mkdirSync(join(this.folder, 'root', path), { recursive: true });
    }
    for (const name of ['passwd', 'group', 'nsswitch.conf', 'ld.so.cache']) {
      if (existsSync(`/etc/${name}`)) writeFileSync(this.at(`/etc/${name}`), readFileSync(`/etc/${name}`));
    }
    for (const [path, content] of Object.entries(files)) this.write(path, content);
    for (const name of Object.keys(bareSystem)) {
      if (name in centos7) continue;
      const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
      if (!found.startsWith('/')) continue;
      symlinkSync(realpathSync(found).replace(/^\/usr\/bin\//, '/run/tools/'), this.at(`/usr/bin/${name}`));
    }
    this.stub('hostname', 'test $# = 0 && exec uname -n; echo "$1" >/proc/sys/kernel/hostname');
    for (const [name, body] of Object.entries(stubs)) this.stub(name, body);
  }

  private at(path: string): string {
    return join(this.folder, 'root', path);
  }

  stub(name: string, body: string): void {
    this.write(`/bin/${name}`, `#!/bin/bash\necho "${name} $*" >>"$CALLS"\n${body}\n`, 0o755);
  }

  /** Takes a command away. */
  without(...names: string[]): void {
    for (const name of names) rmSync(this.at(`/bin/${name}`), { force: true });
  }

  write(path: string, content: string | Buffer, mode = 0o644): void {
    mkdirSync(dirname(this.at(path)), { recursive: true });
    writeFileSync(this.at(path), content);
    chmodSync(this.at(path), mode);
  }

  exists(path: string): boolean {
    return existsSync(this.at(path));
  }

  read(path: string): string {
    return readFileSync(this.at(path), 'utf8');
  }

  /** Puts a lab's files where a machine has them. */
  lab(typed: PartialSpec): void {
    const { files } = planOf(blueprintOf(typed), stack);
    for (const { path, content } of files) this.write(`/lab/${path}`, content);
  }

  /** A tarball for the lab's artifacts/ (or another folder): one top folder with these executables. */
  tarball(
    file: string,
    top: string,
    executables: Readonly<Record<string, string>>,
    to = '/lab/artifacts',
  ): void {
    const source = mkdtempSync(join(this.folder, 'tarball-'));
    for (const [path, body] of Object.entries(executables)) {
      mkdirSync(dirname(join(source, top, path)), { recursive: true });
      writeFileSync(join(source, top, path), `#!/bin/bash\n${body}\n`, { mode: 0o755 });
    }
    mkdirSync(this.at(to), { recursive: true });
    spawnSync('tar', ['-czf', join(this.at(to), file), '-C', source, top]);
  }

  /** Runs a script of the lab's provision/ as root of the machine. @param name the machine's name so far */
  run(
    script: string,
    args: readonly string[],
    env: Readonly<Record<string, string>> = {},
    name = 'localhost',
  ): Result {
    const mounts = replaced
      .filter((path) => path !== 'usr/lib/jvm' && path !== 'usr/bin')
      .map((path) => `mount --rbind "$R/${path}" /${path}`);
    // Binds last what holds the sandbox itself. /usr/lib/jvm is a folder of this machine's, or none.
    const enter = [
      'set -e',
      `echo ${name} >/proc/sys/kernel/hostname`,
      'mkdir -p /usr/lib/jvm',
      'mount --bind "$R/usr/lib/jvm" /usr/lib/jvm',
      'mkdir -p "$R/run/tools" && mount --bind /usr/bin "$R/run/tools"',
      'mkdir -p "$R/run/keep" && mount --rbind "$R" "$R/run/keep"',
      ...mounts,
      'mount --rbind "$R/usr/bin" /usr/bin',
      'cd /',
      'PATH=/run/keep/bin:/usr/bin CALLS=/run/keep/calls exec bash "/run/keep/lab/provision/$S" "$@"',
    ].join('\n');
    const { status, stdout, stderr } = spawnSync(
      'unshare',
      [
        '--mount',
        '--uts',
        '--net',
        '--pid',
        '--fork',
        '--mount-proc',
        '--propagation',
        'private',
        'bash',
        '-c',
        enter,
        'bash',
        ...args,
      ],
      { encoding: 'utf8', env: { PATH: process.env.PATH, HOME: '/root', R: this.at(''), S: script, ...env } },
    );
    return { status, stdout, stderr };
  }

  /** The calls of stand-ins since the last time somebody looked. */
  calls(): string[] {
    const file = this.at('/calls');
    const lines = existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n') : [];
    rmSync(file, { force: true });
    return lines;
  }

  /** Where a symbolic link leads. */
  target(path: string): string {
    return readlinkSync(this.at(path));
  }

  remove(path: string): void {
    rmSync(this.at(path));
  }

  edit(path: string, change: (text: string) => string): void {
    this.write(path, change(this.read(path)));
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const own = (file: string, root: string): Package => ({
  version: '3.4.9',
  file,
  root,
  urls: ['http://mirror.invalid/a', 'https://mirror.invalid/b'],
  source: 'user',
});

const stack: Stack = {
  zookeeper: own('zookeeper-3.4.9.tar.gz', 'zookeeper-3.4.9'),
  jdk: own('jdk-8u144-linux-x64.tar.gz', 'jdk1.8.0_144'),
};

/** Why this machine cannot have a sandbox, which takes Linux and root in a mount namespace; undefined where it can. */
export const whyNoSandbox =
  spawnSync(
    'unshare',
    ['--mount', '--uts', '--net', '--pid', '--fork', '--mount-proc', '--propagation', 'private', 'true'],
    { stdio: 'ignore' },
  ).status === 0
    ? undefined
    : 'no mount namespace can be had: run npm test as root on Linux';
