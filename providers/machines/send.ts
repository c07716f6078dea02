/** Sending a lab's files to a machine, and having it make itself a node. */

import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../messages/errors.js';
import { textOf } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import { tarballNames } from '../../model/facts.js';
import type { Lab } from '../../model/lab.js';
import { lastLines } from '../../system/last-lines.js';
import type { Seen } from './look.js';
import { type Ran, runThere } from './run-there.js';

/** The lab's tarballs that the machine lacks: names below artifacts/. */
export function tarballsFor({ dir, facts }: Lab, { artifacts }: Seen): string[] {
  return tarballNames(facts).filter((file) => {
    const path = join(dir, 'artifacts', file);
    return existsSync(path) && statSync(path).size !== artifacts.get(file);
  });
}

/** Megabytes of these. */
export function sizeOf({ dir }: Lab, tarballs: readonly string[]): number {
  const bytes = tarballs.map((file) => statSync(join(dir, 'artifacts', file)).size);
  return Math.round(bytes.reduce((sum, size) => sum + size, 0) / 1e6);
}

/** What a node needs of keys/: containers' copies are none of it. */
function keysIn({ dir }: Lab): string[] {
  return readdirSync(join(dir, 'keys'))
    .filter((name) => /^(id_ed25519(\.pub)?|authorized_keys)$/.test(name))
    .map((name) => `keys/${name}`);
}

/**
 * Who is who: each node's host keys by its name and its address, as they were read over a connection that was checked. Where sshd does
 * not listen at 22 also with the port, by which provision/ssh.sh knows it.
 */
export function knownHosts(seen: readonly Seen[]): string {
  return seen
    .flatMap(({ node, hostKeys, sshd }) => {
      const names = [node.name, node.address].flatMap((name) =>
        sshd === 22 ? [name] : [name, `[${name}]:${sshd}`],
      );
      return hostKeys.map((key) => `${names.join(',')} ${key}\n`);
    })
    .join('');
}

/**
 * Whether tar found nothing wrong but tarballs that changed. Nobody writes into one: another lab's folder got or lost it meanwhile,
 * so that their count of links is another one.
 */
const onlyLinksChanged = ({ status, complaint = '' }: Pick<Ran, 'status' | 'complaint'>): boolean =>
  status === 1 && /^(tar: artifacts\/.*: file changed as we read it\n)+$/.test(complaint);

/** @throws LabError machines.unreached, machines.not-made with what the machine said */
export async function sendTo(lab: Lab, seen: Seen, known: string, { signal, emit }: Context): Promise<void> {
  const { node, host } = seen;
  const files = [
    ...['provision', 'config'],
    ...keysIn(lab),
    ...tarballsFor(lab, seen).map((file) => `artifacts/${file}`),
  ];
  const ran = await runThere(host, ['lab/provision/receive.sh'], {
    words: [lab.facts.id, lab.spec.name, node.name, lab.spec.until, Buffer.from(known).toString('base64')],
    input: {
      command: ['tar', '-chf', '-', ...files],
      cwd: lab.dir,
      env: { COPYFILE_DISABLE: '1', LC_ALL: 'C' },
    },
    signal,
    onLine: (line) => emit({ type: 'output', line: `${node.name}: ${line}` }),
  });
  if (ran.unreached)
    throw new LabError('machines.unreached', { node: node.name, why: textOf(ran.unreached) });
  if (ran.status === 0 || onlyLinksChanged(ran)) return;
  const said = lastLines(ran.complaint || ran.stderr || ran.stdout, 6);
  throw new LabError('machines.not-made', { node: node.name, said });
}
