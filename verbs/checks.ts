import { existsSync, readFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { findSystem, findZooKeeper } from '../labs/catalogue/index.js';
import type { Lab } from '../labs/lab.js';
import { overlap } from '../labs/network.js';
import { say } from '../messages/index.js';
import { providerNamed } from '../providers/index.js';
import type { Provider, ProviderName } from '../providers/provider.js';
import { takenNetwork, takenPorts } from './preconditions.js';

/** What a check found. `remedy` says what to type. */
export type Finding =
  | { readonly level: 'ok'; readonly detail: string }
  | { readonly level: 'warning' | 'failure'; readonly detail: string; readonly remedy: string };

/** What checks look at. */
export interface Surroundings {
  /** The lab here, or the one that `create` would make. */
  readonly lab: Lab;
  /** The provider that holds the lab already: its ports and network are no obstacles. */
  readonly holder: Provider | undefined;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Runs a program and gives its first line of output, or undefined if there is no such program. */
  ask(program: string, args: readonly string[]): Promise<string | undefined>;
}

/** One precondition. A list of these is what `doctor` does; to read it is to know what a lab needs. */
export interface Check {
  readonly title: string;
  /** What cannot be used if it fails; absent: every provider. */
  readonly provider?: ProviderName;
  enabled(surroundings: Surroundings): boolean | Promise<boolean>;
  check(surroundings: Surroundings): Promise<Finding>;
}

const ok = (detail: string): Finding => ({ level: 'ok', detail });
const warning = (detail: string, remedy: string): Finding => ({ level: 'warning', detail, remedy });
const always = (): boolean => true;

/** Whether the provider itself says that it can be used. */
async function availability(name: ProviderName): Promise<Finding> {
  const provider = await providerNamed(name);
  const answer = await provider.available();
  return answer.ok ? ok(answer.detail) : { level: 'failure', detail: answer.reason, remedy: answer.remedy };
}

async function usable(name: ProviderName): Promise<boolean> {
  return (await (await providerNamed(name)).available()).ok;
}

/** Bytes that programs can get: Linux counts its caches as free, others tell what is free. */
function availableMemory(): number {
  try {
    const line = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync('/proc/meminfo', 'utf8'));
    if (line) return Number(line[1]) * 1024;
  } catch {
    // Not Linux.
  }
  return freemem();
}

const mebibyte = 1024 * 1024;
/** Where VirtualBox is told which host-only networks are allowed, from 6.1.28 on; not on Windows. */
const networksConf = '/etc/vbox/networks.conf';
/** What VirtualBox allows without that file. */
const allowedByDefault = '192.168.56.0/21';
/** Windows' own limit is 260; the longest path below a lab has some 60. */
const longestLabPath = 190;
/** The engine's tarballs are handed to the build with bind mounts, which the plugin has from here on. */
const oldestCompose = [2, 0] as const;
/** Older ones do not run on today's kernels and macOS. */
const oldestVirtualBox = [6, 1] as const;

function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const [a = 0, b = 0] = version
    .replace(/^[^\d]*/, '')
    .split('.')
    .map(Number);
  return a < major || (a === major && b < minor);
}

/** Every precondition of every provider, in the order in which they are told. */
export function checks(): readonly Check[] {
  return [
    {
      title: say('doctor.docker'),
      provider: 'docker',
      enabled: always,
      check: () => availability('docker'),
    },
    {
      title: say('doctor.compose'),
      provider: 'docker',
      enabled: () => usable('docker'),
      async check({ ask }) {
        const version = (await ask('docker', ['compose', 'version', '--short'])) ?? '0';
        return isOlder(version, oldestCompose)
          ? { level: 'failure', detail: version, remedy: say('doctor.compose.remedy') }
          : ok(version);
      },
    },
    {
      title: say('doctor.buildx'),
      provider: 'docker',
      enabled: () => usable('docker'),
      async check({ ask }) {
        const version = await ask('docker', ['buildx', 'version']);
        return version === undefined
          ? warning(say('doctor.absent'), say('doctor.buildx.remedy'))
          : ok(version.split(' ').slice(1, 2).join('') || version);
      },
    },
    {
      title: say('doctor.apple-silicon'),
      enabled: ({ platform, arch }) => platform === 'darwin' && arch === 'arm64',
      async check({ lab }) {
        const system = findSystem(lab.spec.os);
        return lab.spec.image === undefined && !system.image.archs.includes('aarch64')
          ? warning(
              say('doctor.apple-silicon.emulated', { os: system.title }),
              say('doctor.apple-silicon.remedy'),
            )
          : ok(lab.spec.os);
      },
    },
    {
      title: say('doctor.vagrant'),
      provider: 'vagrant',
      enabled: always,
      check: () => availability('vagrant'),
    },
    {
      title: say('doctor.virtualbox'),
      provider: 'vagrant',
      enabled: async ({ ask }) => (await ask('VBoxManage', ['--version'])) !== undefined,
      async check({ ask }) {
        const version = (await ask('VBoxManage', ['--version'])) ?? '0';
        return isOlder(version, oldestVirtualBox)
          ? warning(version, say('doctor.virtualbox.remedy'))
          : ok(version);
      },
    },
    {
      title: say('doctor.networks-conf', { file: networksConf }),
      provider: 'vagrant',
      enabled: async ({ ask, platform, lab }) =>
        platform !== 'win32' &&
        !overlap(lab.spec.network, allowedByDefault) &&
        (await ask('VBoxManage', ['--version'])) !== undefined,
      async check({ lab: { spec } }) {
        const ranges = existsSync(networksConf)
          ? readFileSync(networksConf, 'utf8').match(/[\d.]+\/\d+/g)
          : [];
        const allowed = (ranges ?? []).some((range) => overlap(range, spec.network));
        const line = `* ${allowedByDefault} ${spec.network}`;
        return allowed
          ? ok(spec.network)
          : warning(
              say('doctor.networks-conf.missing', { network: spec.network }),
              say('doctor.networks-conf.remedy', { line, file: networksConf }),
            );
      },
    },
    {
      title: say('doctor.local'),
      provider: 'local',
      enabled: always,
      check: () => availability('local'),
    },
    {
      title: say('doctor.jdk'),
      provider: 'local',
      enabled: () => usable('local'),
      async check({ lab }) {
        const { jdksAtHand, fittingJdk } = await import('../providers/local/jdk-search.js');
        const { thisMachine } = await import('../providers/local/surroundings.js');
        const release = findZooKeeper(lab.spec.zookeeper);
        const found = jdksAtHand(thisMachine());
        const fitting = fittingJdk(found, release, Number(lab.spec.jdk));
        if (fitting) return ok(`${fitting.version} (${fitting.home})`);
        const names = found.map(({ feature }) => feature).join(', ');
        const detail = names
          ? say('doctor.jdk.unfit', {
              found: names,
              zookeeper: release.version,
              jdks: release.jdks.join(', '),
            })
          : say('doctor.jdk.none');
        return warning(detail, say('doctor.jdk.remedy', { jdk: lab.spec.jdk }));
      },
    },
    {
      title: say('doctor.memory'),
      enabled: ({ holder }) => holder === undefined,
      async check({ lab: { nodes, spec } }) {
        const needed = nodes.length * spec.memory;
        const free = Math.floor(availableMemory() / mebibyte);
        const detail = say('doctor.memory.detail', { free, needed, count: nodes.length });
        return free >= needed ? ok(detail) : warning(detail, say('doctor.memory.remedy'));
      },
    },
    {
      title: say('doctor.ports'),
      enabled: ({ holder }) => holder === undefined,
      async check({ lab }) {
        const taken = await takenPorts(lab, lab.nodes, true);
        const [first] = taken;
        const ranges = [lab.spec.clientPort, lab.spec.sshPort].map(
          (from) => `${from}-${from + lab.nodes.length - 1}`,
        );
        if (!first) return ok(ranges.join(', '));
        const remedy = say('doctor.ports.remedy', { option: first.option, free: first.free });
        return warning(
          say('doctor.ports.taken', { ports: taken.map(({ port }) => port).join(', ') }),
          remedy,
        );
      },
    },
    {
      title: say('doctor.network'),
      enabled: ({ holder }) => holder === undefined,
      async check({ lab }) {
        const taken = takenNetwork(lab);
        const { network } = lab.spec;
        if (!taken) return ok(network);
        const detail = say('doctor.network.taken', { network, by: taken.by, range: taken.range });
        return warning(detail, say('doctor.network.remedy', { free: taken.free }));
      },
    },
    {
      title: say('doctor.path'),
      enabled: ({ platform }) => platform === 'win32',
      async check({ lab: { dir } }) {
        return dir.length <= longestLabPath
          ? ok(dir)
          : warning(say('doctor.path.long', { length: dir.length }), say('doctor.path.remedy'));
      },
    },
  ];
}
