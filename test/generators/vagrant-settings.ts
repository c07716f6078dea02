/** Vagrantfiles of written labs, as Vagrant itself reads them: one Ruby with its library, for each test file that asks. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import type { Stack } from '../../generators/stack.js';
import type { Blueprint } from '../../model/resolve.js';
import { describeUnless } from '../needs.js';
import { planOf, writePlan } from './lab-files.js';

/** Temporary; gone when the test file is done. */
export const folder = mkdtempSync(join(tmpdir(), 'zk-lab-vagrant-'));
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
export function written(blueprint: Blueprint, artifacts: readonly string[] = []): string {
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

/** What Vagrant makes of one machine's part of a Vagrantfile, as vagrant-settings.rb tells it. */
export interface Settings {
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

/** The machine that Vagrant is made to believe it runs on. */
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
export async function load(
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

/** A `describe` of tests that load Vagrantfiles; without Vagrant's library they are skipped. */
export function describeVagrantfile(name: string, body: () => void): void {
  describeUnless(
    library ? undefined : 'ruby has no library of Vagrant’s: npm test installs it as root on Debian',
    name,
    body,
  );
}

/** The network in which machines reach each other. */
export const privateNetwork = ({ networks }: Settings): Record<string, unknown> | undefined =>
  networks.find(({ type }) => type === 'private_network');
