/**
 * Room for a change of members, looked for before anything is stopped: whoever is stopped comes back only where files, servers and
 * their data find room. And what is left where it lacks all the same: those that served are started again.
 */
import { LabError } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf, openLab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import type { NodeSpec } from '../model/spec.js';
import { type Change, unfinishedOf } from '../model/unfinished.js';
import type { Provider } from '../providers/contract.js';
import { inspectServer } from './server-inspection.js';
import { servingOf } from './serving.js';
import { waitUntilReady } from './wait.js';
import { labWith } from './write-members.js';

/** What a change is about, while it goes on. */
interface Course {
  /** Who the members are in the end; undefined where they are the same. */
  readonly members: readonly NodeSpec[] | undefined;
  /** Names of those of now that serve before and after, whatever becomes of the others. */
  readonly lasting: readonly string[];
}

/** @param lab as its files are now */
function courseOf({ nodes }: Lab, change: Change): Course {
  const names = nodes.map(({ name }) => name);
  switch (change.verb) {
    case 'grow':
      return { members: change.steps.at(-1)?.members, lasting: change.steps[0]?.first ?? names };
    case 'shrink':
      return { members: change.members, lasting: change.members.map(({ name }) => name) };
    case 'replace':
      return { members: undefined, lasting: names.filter((name) => name !== change.typed) };
  }
}

const lastingOf = (lab: Lab, change: Change): LabNode[] => {
  const { lasting } = courseOf(lab, change);
  return lab.nodes.filter(({ name }) => lasting.includes(name));
};

/** Refuses where a node that has to serve on has a full disk. @throws LabError members.node-full */
async function assertNodesHaveRoom(
  lab: Lab,
  provider: Provider,
  nodes: readonly LabNode[],
  signal: AbortSignal,
): Promise<void> {
  const seen = await Promise.all(
    nodes.map((node) => inspectServer(lab, provider, provider.node(lab, node), signal)),
  );
  for (const [index, { name: node }] of nodes.entries()) {
    const [folder] = seen[index]?.full ?? [];
    if (folder !== undefined) throw new LabError('members.node-full', { node, folder });
  }
}

/**
 * Refuses where a disk takes less than the change needs. Nothing is changed.
 * @throws LabError members.files, members.no-room, members.node-full
 */
export async function assertRoomToChange(
  lab: Lab,
  provider: Provider,
  change: Change,
  context: Context,
): Promise<void> {
  const { members } = courseOf(lab, change);
  if (members !== undefined) await labWith(lab, members, context);
  const lack = provider.lackOfRoom(lab, members?.length ?? 1);
  if (lack) throw new LabError('members.no-room', lack);
  await assertNodesHaveRoom(lab, provider, lastingOf(lab, change), context.signal);
}

/**
 * Starts those again that served before and that a change has stopped, where that broke off: by the files of now, which all of them
 * have. Whatever goes wrong with it, what broke the change off is what is to be told.
 */
export async function startLasting(dir: string, provider: Provider, context: Context): Promise<void> {
  try {
    const lab = openLab(dir);
    const change = unfinishedOf(lab);
    if (!change) return;
    const lasting = lastingOf(lab, change);
    const serving = await servingOf(lab, provider, lasting);
    const idle = lasting.filter(({ name }) => !serving.includes(name));
    if (idle.length === 0) return;
    context.emit({ type: 'step', title: sentence('members.comes-back', { nodes: namesOf(idle) }) });
    await provider.up(lab, idle, context);
    await waitUntilReady(lab, provider, idle, context);
  } catch (error) {
    context.signal.throwIfAborted();
    if (!(error instanceof LabError)) throw error;
  }
}
