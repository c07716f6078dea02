/** What the doctor looks at whichever engine is used: this machine itself. */
import { readFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { listed, say } from '../messages/index.js';
import { moveCommand, protectKeys } from '../model/key-protection.js';
import type { Lab } from '../model/lab.js';
import type { Diagnosis } from '../providers/contract.js';
import { nearestFolder } from '../system/disk.js';
import { interfaceAddresses } from '../system/interfaces.js';
import { keepsModes } from '../system/modes.js';
import { whoHas } from './other-labs.js';
import { takenNetwork, takenPorts } from './preconditions.js';

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
/** Windows' own limit is 260; the longest path below a lab has some 60. */
const longestLabPath = 190;

/** What diagnoses look at. */
export interface Diagnosed {
  /** The lab here, or the one that `create` would make. */
  readonly lab: Lab;
  /** Whether a provider holds it already: its memory, ports and network are then no obstacles. */
  readonly held: boolean;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
}

/** One thing to look at. A list of these is what the doctor does. */
interface MachineCheck {
  applies(diagnosed: Diagnosed): boolean;
  look(diagnosed: Diagnosed): Promise<Diagnosis>;
}

const notHeld = ({ held }: Diagnosed): boolean => !held;

const checks: readonly MachineCheck[] = [
  {
    applies: ({ platform, arch }) => platform === 'darwin' && arch === 'arm64',
    async look({ lab: { spec, system } }) {
      const title = say('doctor.apple-silicon');
      if (spec.image !== undefined || system.image.archs.includes('aarch64')) {
        return { title, level: 'ok', detail: spec.os };
      }
      const detail = say('doctor.apple-silicon.emulated', { os: system.title });
      return { title, level: 'warning', detail, remedy: say('doctor.apple-silicon.remedy') };
    },
  },
  {
    applies: notHeld,
    async look({ lab: { nodes, spec } }) {
      const title = say('doctor.memory');
      const needed = nodes.length * spec.memory;
      const free = Math.floor(availableMemory() / mebibyte);
      const detail = say('doctor.memory.detail', { free, needed, count: nodes.length });
      return free >= needed
        ? { title, level: 'ok', detail }
        : { title, level: 'warning', detail, remedy: say('doctor.memory.remedy') };
    },
  },
  {
    applies: notHeld,
    async look({ lab }) {
      const title = say('doctor.ports');
      const taken = await takenPorts(lab, lab.nodes, true);
      const [first] = taken;
      if (!first) {
        const ranges = [lab.spec.clientPort, lab.spec.sshPort].map(
          (from) => `${from}-${from + lab.nodes.length - 1}`,
        );
        return { title, level: 'ok', detail: listed(ranges) };
      }
      const holders = new Map<string, number[]>();
      for (const { port } of taken) {
        const by = await whoHas(lab, port);
        holders.set(by, [...(holders.get(by) ?? []), port]);
      }
      const detail = [...holders]
        .map(([by, ports]) => say('doctor.ports.taken', { by, ports: listed(ports) }))
        .join(say('told.reasons'));
      const remedy = say('doctor.ports.remedy', { option: first.option, free: first.free });
      return { title, level: 'warning', detail, remedy };
    },
  },
  {
    applies: notHeld,
    async look({ lab }) {
      const title = say('doctor.network');
      const taken = await takenNetwork(lab, await interfaceAddresses());
      const network = lab.network.cidr;
      if (!taken) return { title, level: 'ok', detail: network };
      const detail = say('doctor.network.taken', { network, by: taken.by, range: taken.range });
      return { title, level: 'warning', detail, remedy: say('doctor.network.remedy', { free: taken.free }) };
    },
  },
  {
    applies: ({ platform }) => platform !== 'win32',
    async look({ lab: { dir, facts } }) {
      const title = say('doctor.keys');
      // Where there is no lab yet, it is the folder that it would come into.
      const there = facts.id !== '';
      const folder = there ? dir : nearestFolder(dir);
      if (there ? protectKeys(dir) : keepsModes(folder)) {
        return { title, level: 'ok', detail: say('doctor.keys.ok') };
      }
      const detail = say('doctor.keys.open', { directory: folder });
      const remedy = there
        ? say('doctor.keys.remedy', { command: moveCommand(dir) })
        : say('doctor.keys.remedy.new');
      return { title, level: 'warning', detail, remedy };
    },
  },
  {
    applies: ({ platform }) => platform === 'win32',
    async look({ lab: { dir } }) {
      const title = say('doctor.path');
      if (dir.length <= longestLabPath) return { title, level: 'ok', detail: dir };
      const detail = say('doctor.path.long', { length: dir.length });
      return { title, level: 'warning', detail, remedy: say('doctor.path.remedy') };
    },
  },
];

/** What this machine lacks for a lab, whichever engine runs it. */
export function diagnoseMachine(diagnosed: Diagnosed): Promise<Diagnosis[]> {
  return Promise.all(checks.filter(({ applies }) => applies(diagnosed)).map(({ look }) => look(diagnosed)));
}
