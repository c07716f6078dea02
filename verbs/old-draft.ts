/**
 * What a killed `create` of 0.1.0 has left: .NAME-PID beside a lab, or .draft-XXXXXX within one. Neither name tells much, and whoever
 * made it cannot be asked: so what is in it has to say that it is such a draft, and was never finished.
 */
import { readdirSync, statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { registeredLabs } from '../model/registry.js';
import { processes } from '../system/processes.js';

const besideName = /^\..+-(\d+)$/;
const withinName = /^\.draft-[A-Za-z0-9]{6}$/;

/** All that 0.1.0 wrote. Who has worked with a lab has more in it. */
const written = new Set(
  [
    'README.md',
    'zk-lab.yaml',
    'zk-lab.schema.json',
    'Vagrantfile',
    'compose.yaml',
    'Dockerfile',
    'ssh_config',
  ].concat(
    ['inventory.ini', '.dockerignore', '.gitignore', '.gitattributes', '.zk-lab.json'],
    ['vagrant', 'keys', 'artifacts', 'config', 'provision'],
  ),
);
/** The folders came first of all. */
const folders = ['keys', 'config', 'provision'];

/** So is called what is being copied into artifacts/. */
const halfCopied = /\.[0-9a-f]{8}\.tmp$/;

const hour = 3_600_000;
const day = 24 * hour;

/** File systems that another machine may have mounted, too: NFS, SMB, CIFS, SMB2, 9P, FUSE, Ceph, AFS. */
const shared = [0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x65735546, 0x00c36400, 0x5346414f];

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Milliseconds since anything in a folder was last written. */
function ageOf(folder: string): number {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name));
  return Date.now() - Math.max(...[folder, ...paths].map((path) => statSync(path).mtimeMs));
}

/** Whether a folder holds what 0.1.0 wrote first, and nothing else. */
function looksLikeIt(draft: string): boolean {
  const names = namesIn(draft);
  return folders.every((name) => names.includes(name)) && names.every((name) => written.has(name));
}

/** The list of what was written came last, and then the tarballs. A lab has both; one that is in use is remembered. */
function isUnfinished(draft: string): boolean {
  const listed = namesIn(draft).includes('.zk-lab.json');
  const copying = namesIn(join(draft, 'artifacts')).some((name) => halfCopied.test(name));
  return (!listed || copying) && !registeredLabs().some(({ dir }) => dir === draft);
}

/** Whether somebody may still be at work on it: of this machine by number, elsewhere only by what was written of late. */
function mayBeAlive(pid: number | undefined, draft: string): boolean {
  const age = ageOf(draft);
  if (pid !== undefined && processes.find(pid) && age < day) return true;
  const { type } = statfsSync(draft);
  return (pid === undefined || shared.includes(type)) && age < hour;
}

/** Whether a folder of that name in another one is a draft that nobody will finish. */
export function isOldDraft(folder: string, name: string): boolean {
  const draft = join(folder, name);
  try {
    if (withinName.test(name)) {
      return namesIn(folder).includes('zk-lab.yaml') && looksLikeIt(draft) && !mayBeAlive(undefined, draft);
    }
    const pid = besideName.exec(name)?.[1];
    if (pid === undefined || !looksLikeIt(draft) || !isUnfinished(draft)) return false;
    return !mayBeAlive(Number(pid), draft);
  } catch {
    // What cannot be looked at stays.
    return false;
  }
}
