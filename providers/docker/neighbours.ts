/**
 * The kernel's table of neighbours (ARP). All containers of an engine share it with this machine, and each node of a large
 * ensemble has every other in it: once it is full, new connections are refused as if those were not there.
 */
import { readFileSync } from 'node:fs';
import { sentence } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import type { Hindrance } from '../contract.js';
import { endpoint } from './endpoint.js';

const settingName = 'net.ipv4.neigh.default.gc_thresh3';
/** Where the kernel tells it, which has it where the machine's own network is. */
const limitFile = `/proc/sys/${settingName.replaceAll('.', '/')}`;
/** So many others on the machine may be in it as well. */
const spare = 1024;

/** How many entries a lab's nodes have in it: voters know everybody, observers the voters, and each the engine's gateway. */
function neededBy({ nodes }: Pick<Lab, 'nodes'>): number {
  const voters = nodes.filter(({ role }) => role === 'participant').length;
  const observers = nodes.length - voters;
  return voters * (voters - 1) + 2 * voters * observers + nodes.length;
}

/** How many there is room for; undefined where the engine is not this machine's, or that is not told. */
function limit(file: string): number | undefined {
  if (!endpoint().address.startsWith('unix:')) return undefined;
  try {
    const places = Number(readFileSync(file, 'utf8'));
    return places > 0 ? places : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the table is too small for a lab. */
export function fewNeighbours(lab: Pick<Lab, 'nodes'>, file = limitFile): Hindrance | undefined {
  const [needed, room] = [neededBy(lab), limit(file)];
  if (room === undefined || needed <= room) return undefined;
  const setting = `${settingName}=${2 ** Math.ceil(Math.log2(needed + spare))}`;
  return {
    told: sentence('docker.neighbours', { count: lab.nodes.length, needed, room }),
    remedy: sentence('docker.neighbours.remedy', { setting }),
    setting,
  };
}
