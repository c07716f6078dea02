/** The files of a lab's config/ that its nodes have copies of: what of them a node lacks, and giving it that. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError } from '../../messages/errors.js';
import type { Lab } from '../../model/lab.js';
import { asStatic, isDynamic, sameStatic } from '../../software/zookeeper/dynamic-config.js';
import { readTemplate } from '../../system/package-files.js';
import type { NodeConfiguration, NodeHandle } from '../contract.js';
import { keepingOutput } from '../kept-output.js';

/** What ZooKeeper's own scripts and its server read. */
export const configurationFiles = ['zoo.cfg', 'java.env', 'zookeeper-env.sh'] as const;
export type ConfigurationFile = (typeof configurationFiles)[number];

/**
 * The lab's own file, which its owner may have edited, with an editor of Windows' too.
 * @throws LabError lab.damaged
 */
export function configurationOf({ dir }: Pick<Lab, 'dir'>, name: ConfigurationFile): string {
  const file = join(dir, 'config', name);
  try {
    return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  } catch {
    throw new LabError('lab.damaged', { file });
  }
}

/** A file on a node. */
export interface FileThere {
  /** What it says; absent where there is none. */
  readonly now?: string | undefined;
  /** What the lab put there last; absent where it has not. */
  readonly put?: string | undefined;
}

/**
 * What a node's file is beside the lab's: the same, to be written (`content`), or edited on the node and kept. What
 * ZooKeeper itself has made of its zoo.cfg is no edit.
 */
export type Standing =
  | { readonly is: 'same' | 'kept' }
  | { readonly is: 'pending'; readonly content: string };

/** How a file on a node stands to the lab's. @param text what the lab has for it */
export function standingOf(text: string, { now, put }: FileThere): Standing {
  if (now === undefined) return { is: 'pending', content: text };
  if (now === text || put === text) return { is: 'same' };
  if (isDynamic(now) && !isDynamic(text)) {
    if (sameStatic(now, text)) return { is: 'same' };
    const untouched = put !== undefined && sameStatic(now, put);
    return untouched ? { is: 'pending', content: asStatic(text, now) } : { is: 'kept' };
  }
  return put === undefined || put === now ? { is: 'pending', content: text } : { is: 'kept' };
}

/** What was seen of a node that is a machine. */
interface Seen {
  readonly files: ReadonlyMap<string, FileThere & { readonly late: boolean }>;
  readonly running: boolean;
  /** The zoo.cfg of the server that runs, where it is not the lab's: that of another ZooKeeper on the node. */
  readonly elsewhere: string;
}

function seenIn(output: string): Seen {
  const decoded = (text = '-'): string | undefined =>
    text === '-' ? undefined : Buffer.from(text, 'base64').toString('utf8');
  const lines = output.split('\n').map((line) => line.split('\t'));
  const files = lines.flatMap(([mark, name = '', now, put, late]) =>
    mark === 'zk-lab-file'
      ? [[name, { now: decoded(now), put: decoded(put), late: late === 'yes' }] as const]
      : [],
  );
  const server = lines.find(([mark]) => mark === 'zk-lab-server');
  return { files: new Map(files), running: server !== undefined, elsewhere: server?.[1] ?? '' };
}

type Machine = Pick<NodeHandle, 'node' | 'exec' | 'layout'>;

/** What scripts of templates/configure, one after another, print on a node. */
async function printed(
  { exec }: Machine,
  scripts: readonly string[],
  words: readonly string[],
): Promise<string> {
  const text = scripts.map((script) => readTemplate(`configure/${script}`)).join('');
  const { options, said } = keepingOutput();
  const status = await exec(['bash', '-c', text, 'bash', ...words], options);
  if (status !== 0) throw new LabError('config.failed', { status, reason: said.all.trim() });
  return said.all;
}

async function look(machine: Machine): Promise<Seen> {
  return seenIn(await printed(machine, ['look.sh'], [machine.layout.home, ...configurationFiles]));
}

/** How the configuration of a node that is a machine stands to the lab's. */
export async function configurationOn(lab: Lab, machine: Machine): Promise<NodeConfiguration> {
  const { files, running, elsewhere } = await look(machine);
  const standings = configurationFiles.map((name) => {
    const there = files.get(name) ?? { late: false };
    return { name, late: there.late, standing: standingOf(configurationOf(lab, name), there) };
  });
  const put = files.get('zoo.cfg')?.put;
  if (elsewhere !== '') {
    // What its user runs there reads other files, and those are the user's.
    const edited = standings.some(({ standing }) => standing.is !== 'same');
    const kept = edited ? [elsewhere] : [];
    return { pending: [], kept, running, ...(put !== undefined && { zooCfg: put }) };
  }
  return {
    // Put there while the server ran, by `vagrant provision` say: it has not read it.
    pending: standings
      .filter(
        ({ standing, late }) => standing.is === 'pending' || (late && running && standing.is === 'same'),
      )
      .map(({ name }) => name),
    kept: standings
      .filter(({ standing }) => standing.is === 'kept')
      .map(({ name }) => `${machine.layout.home}/conf/${name}`),
    running,
    ...(put !== undefined && { zooCfg: put }),
  };
}

/** Gives a node that is a machine the lab's configuration, and starts its server anew. @throws LabError config.failed */
export async function reconfigureOn(lab: Lab, machine: Machine): Promise<void> {
  const { files } = await look(machine);
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const words = configurationFiles.flatMap((name) => {
    const text = configurationOf(lab, name);
    const standing = standingOf(text, files.get(name) ?? {});
    return standing.is === 'pending' ? [name, base64(standing.content), base64(text)] : [];
  });
  const given = [machine.layout.home, machine.node.name, lab.spec.until, ...words];
  await printed(machine, ['server.sh', 'apply.sh'], given);
}

/** Stops the server of a node that is a machine; the machine goes on. @throws LabError config.failed */
export async function stopServerOn(machine: Machine): Promise<void> {
  await printed(machine, ['server.sh', 'stop.sh'], [machine.layout.home]);
}
