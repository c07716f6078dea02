/**
 * The servers that run on a lab's files, whoever started them and from where: known, as `logs` knows them, by the zoo.cfg
 * on their command lines.
 */
import { existsSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type ProcessMark, processes } from '../../system/processes.js';

/** A server process, and the node whose zoo.cfg it runs with. */
export interface FoundServer {
  readonly node: string;
  readonly mark: ProcessMark;
  /** Whether that file is there. */
  readonly there: boolean;
}

/** What a server's command line is made of: java itself, not a shell that speaks of it; last comes its zoo.cfg. */
const serverCommand =
  /^(?:\/.*\/)?java (?:.* )?org\.apache\.zookeeper\.server\.(?:quorum\.QuorumPeerMain|ZooKeeperServerMain) (.+)$/;

/** The servers of the lab in a folder, which may be gone by now. */
export function serversIn(dir: string): FoundServer[] {
  return processes.all().flatMap(({ pid, command }) => (serverCommand.test(command) ? at(dir, pid) : []));
}

/** The process of that number, if it is a server of the lab in a folder. */
export function serverAt(dir: string, pid: number): FoundServer | undefined {
  return at(dir, pid)[0];
}

function at(dir: string, pid: number): FoundServer[] {
  const found = processes.find(pid);
  const named = found && serverCommand.exec(found.command)?.[1];
  const file = named === undefined ? undefined : pathFor(pid, named);
  const node = file === undefined ? undefined : nodeOf(dir, file);
  if (found === undefined || file === undefined || node === undefined || !isOurs(pid, file)) return [];
  return [{ node, mark: found.mark, there: existsSync(file) }];
}

/** What a process calls a file, as a path for everybody; undefined where the folder that it is in is not told. */
function pathFor(pid: number, name: string): string | undefined {
  if (isAbsolute(name)) return name;
  const folder = processes.folder(pid);
  // So Linux calls a folder that is gone.
  return folder === undefined ? undefined : resolve(folder.replace(/ \(deleted\)$/, ''), name);
}

/** Whose zoo.cfg a file is: the lab's folder and the file may be called by other names than those without links. */
function nodeOf(dir: string, file: string): string | undefined {
  const [name = '', ...rest] = relative(real(join(dir, 'local')), real(file)).split(sep);
  return rest.join('/') === 'conf/zoo.cfg' && name !== '..' ? name : undefined;
}

/** Without links, as far as it is there. */
function real(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(path);
    return folder === path ? path : join(real(folder), basename(path));
  }
}

/** A process in a container has files of its own, which may be called as ours are. */
function isOurs(pid: number, file: string): boolean {
  if (process.platform !== 'linux') return true;
  const ours = identityOf(file);
  try {
    return identityOf(join(`/proc/${pid}/root`, file)) === ours;
  } catch {
    // Another user's process does not let itself be looked at; that it names our file must do.
    return true;
  }
}

/** What a file has in common with no other; undefined where there is none. @throws where that may not be known */
function identityOf(file: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  return found && `${found.dev}:${found.ino}`;
}
