import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import type { Engine } from './engine.js';

/** Machines that are somebody's: containers with nothing but a system and sshd, and an ssh of the user's that knows them. */
export interface Machines {
  /** Variables for programs that are to reach them: an ssh in PATH with a configuration of its own, and a folder for temporary files. */
  readonly env: Readonly<Record<string, string>>;
  /** The address of the Nth machine, counted from 1. */
  address(n: number): string;
  /** This machine's own, as they see it. */
  readonly host: string;
  /** The port of its sshd: the third's is another one. */
  port(n: number): number;
  /** How often somebody has logged in there so far. */
  logins(n: number): Promise<number>;
  /** Runs a shell line as root on the Nth, past ssh. @returns what it prints, both outputs */
  on(n: number, line: string): Promise<string>;
  /** Turns the Nth off, or on again. */
  off(n: number): Promise<void>;
  onAgain(n: number): Promise<void>;
  /** Lines for the user's ssh configuration, behind those that are there. */
  configure(lines: string): Promise<void>;
  /** Makes the user's ssh know the host keys of these; it knows those of all but the ones that were forgotten. */
  forget(n: number): Promise<void>;
  remember(n: number): Promise<void>;
  remove(): Promise<void>;
}

let networks = 0;

/**
 * Starts so many. Users there: root; admin, who has sudo without a password; plain, who has none. All let the same key in.
 * @param state a folder of the lane's
 * @param base the image with their system
 */
export async function startMachines(
  engine: Engine,
  state: string,
  count: number,
  base = 'zk-lab-test/equipped:13',
): Promise<Machines> {
  const image = `${base}-machine`;
  const number = ++networks;
  const name = `somebodys-${process.pid}-${number}`;
  const env = { ...process.env, ...engine.env };
  const docker = (...args: string[]) => execa('docker', args, { env, stdin: 'ignore' });
  const folder = path.join(state, name);
  const [bin, tmp] = [path.join(folder, 'bin'), path.join(folder, 'tmp')];
  await mkdir(bin, { recursive: true });
  await mkdir(tmp);
  const key = path.join(folder, 'id_ed25519');
  await execa('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', key]);
  const config = path.join(folder, 'config');
  const known = path.join(folder, 'known_hosts');
  const usual = `Host *
  IdentityFile ${key}
  IdentitiesOnly yes
  UserKnownHostsFile ${known}
  GlobalKnownHostsFile /dev/null
`;
  const { stdout: ssh } = await execa('sh', ['-c', 'command -v ssh']);
  await writeFile(path.join(bin, 'ssh'), `#!/bin/sh\nexec ${ssh} -F ${config} "$@"\n`, { mode: 0o755 });
  const context = path.join(import.meta.dirname, 'machine');
  await docker('build', '--quiet', '--build-arg', `BASE=${base}`, '--tag', image, context);
  await docker('network', 'create', '--subnet', `10.${90 + number}.0.0/24`, name);
  const address = (n: number): string => `10.${90 + number}.0.${10 + n}`;
  const port = (n: number): number => (n === 3 ? 2222 : 22);
  const all = Array.from({ length: count }, (_, index) => index + 1);
  const { stdout: lines } = await execa('cat', [`${key}.pub`]);
  await Promise.all(
    all.map((n) =>
      docker(
        ...['run', '--detach', '--name', `${name}-${n}`, '--hostname', `pc${n}`, '--network', name],
        ...['--ip', address(n), '--cap-add', 'NET_ADMIN', '--env', `KEY=${lines}`],
        ...['--env', `PORT=${port(n)}`, image],
      ),
    ),
  );
  const on = async (n: number, line: string): Promise<string> => {
    const done = await execa('docker', ['exec', `${name}-${n}`, 'bash', '-c', `exec 2>&1; ${line}`], {
      env,
      reject: false,
    });
    return String(done.stdout);
  };
  const keys = new Map<number, string>();
  for (const n of all) {
    let text = '';
    while (!text.startsWith('ssh-ed25519')) text = await on(n, 'cat /etc/ssh/ssh_host_ed25519_key.pub');
    const name = port(n) === 22 ? address(n) : `[${address(n)}]:${port(n)}`;
    keys.set(n, `${name} ${text.split(' ').slice(0, 2).join(' ')}\n`);
  }
  const forgotten = new Set<number>();
  const write = () =>
    writeFile(known, [...keys].flatMap(([n, line]) => (forgotten.has(n) ? [] : [line])).join(''));
  let more = '';
  const configure = async (added: string): Promise<void> => {
    more += `${added}\n`;
    await writeFile(config, more + usual);
  };
  await write();
  // The last but one of four is behind the last.
  await configure(`Host jump
  HostName ${address(4)}
  User plain
Host behind
  HostName ${address(3)}
  Port ${port(3)}
  User admin
  ProxyJump jump`);
  return {
    env: { ...engine.env, PATH: `${bin}:${process.env.PATH}`, TMPDIR: tmp },
    address,
    host: `10.${90 + number}.0.1`,
    port,
    async logins(n) {
      const { stderr } = await docker('logs', `${name}-${n}`);
      return stderr.split('\n').filter((line) => line.startsWith('Accepted ')).length;
    },
    on,
    async off(n) {
      await docker('stop', '--time', '0', `${name}-${n}`);
    },
    async onAgain(n) {
      await docker('start', `${name}-${n}`);
    },
    configure,
    async forget(n) {
      forgotten.add(n);
      await write();
    },
    async remember(n) {
      forgotten.delete(n);
      await write();
    },
    async remove() {
      await docker('rm', '--force', '--volumes', ...all.map((n) => `${name}-${n}`));
      await docker('network', 'rm', name);
      await rm(folder, { recursive: true, force: true });
    },
  };
}
