/** The files of a lab whose members come and go, once their servers are in a state for it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LabError, UsageError } from '../messages/errors.js';
import { listed, sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import { specOf } from '../model/nodes.js';
import { type NodeSpec, specFileName } from '../model/spec.js';
import type { Provider } from '../providers/contract.js';
import { withServersOf } from '../software/zookeeper/zoo-cfg.js';
import { writeWhole } from '../system/whole-file.js';
import { create } from './create.js';
import { remember } from './holder.js';
import { editedFiles, unwritableOr } from './write-lab.js';

/** Of this file, where it was edited, the servers alone are written anew. */
const zooCfg = 'config/zoo.cfg';
/** Files that nobody needs: they are kept where they were edited, and told. */
const forReaders = /^(README|GUIDE)\b|\.schema\.json$|^inventory\.ini$/;

/**
 * Refuses where a file was edited that engine, nodes or servers read: it would have to be written anew.
 * @throws UsageError members.edited
 */
export function assertUnedited({ dir }: Lab): void {
  const edited = editedFiles(dir).filter((path) => path !== zooCfg && !forReaders.test(path));
  if (edited.length === 0) return;
  const [first = ''] = edited;
  throw new UsageError('members.edited', { files: listed(edited), first });
}

/** The lab as it would be with these members; nothing is written. @throws UsageError where they have no room in its network; LabError members.files where its files have none */
export async function labWith(lab: Lab, members: readonly NodeSpec[], context: Context): Promise<Lab> {
  return (await written(lab, members, context, true)).lab;
}

/** Writes the lab's files for these members. What its owner edited stays: of zoo.cfg all but its servers. */
export async function writeMembers(
  lab: Lab,
  members: readonly NodeSpec[],
  provider: Provider,
  context: Context,
): Promise<Lab> {
  const { lab: now, kept, files } = await written(lab, members, context, false);
  const planned = files.find(({ path }) => path === zooCfg);
  if (planned && kept.includes(zooCfg)) {
    const file = join(lab.dir, zooCfg);
    try {
      writeWhole(file, withServersOf(readFileSync(file, 'utf8'), String(planned.content)));
    } catch (error) {
      throw filesTroubleOr(error, lab);
    }
  }
  const left = kept.filter((path) => path !== zooCfg);
  if (left.length > 0) {
    context.emit({ type: 'note', text: sentence('members.kept', { files: listed(left) }) });
  }
  remember(now, provider);
  return now;
}

/** What to throw where a lab's files cannot be written: nobody wants it elsewhere. */
function filesTroubleOr(error: unknown, { dir }: Lab): unknown {
  const told = unwritableOr(error, dir);
  if (!(told instanceof LabError) || !['create.disk-full', 'create.unwritable'].includes(told.code))
    return told;
  const { reason = '' } = told.sentence.params;
  return new LabError('members.files', { directory: dir, reason });
}

async function written(lab: Lab, members: readonly NodeSpec[], { signal }: Context, dryRun: boolean) {
  const typed = { ...lab.spec, ...specOf(members, lab.spec) };
  const specFile = { path: join(lab.dir, specFileName), said: lab.spec };
  try {
    return await create(
      { directory: lab.dir, typed, specFile, fetch: false, force: true, dryRun, inOrder: true },
      { signal },
    );
  } catch (error) {
    throw filesTroubleOr(error, lab);
  }
}
