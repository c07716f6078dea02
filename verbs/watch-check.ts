/** `check`, again and again as the learner works: looked at anew where something changed, and little is asked while nothing does. */
import { setMaxListeners } from 'node:events';
import { statSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Step } from '../lessons/lesson.js';
import { type LessonNode, lessonNodes } from '../lessons/lesson-node.js';
import { clientAddresses, znodesOf } from '../lessons/look.js';
import { readWatch } from '../lessons/probes.js';
import type { Lab } from '../model/lab.js';
import { progressPath } from '../model/progress.js';
import type { Provider } from '../providers/contract.js';
import { openTree, type TreeReader } from '../software/zookeeper/znodes.js';
import { type CheckOptions, check, type LabCheck } from './check.js';
import { requireProvider } from './holder.js';
import { lessonOf } from './lesson.js';
import { assertTrusted } from './trust.js';

/** Milliseconds between two looks at what costs next to nothing. */
const beat = 400;
/** Milliseconds after a change at which is looked again: a server that was started takes a moment to serve. */
const again: readonly number[] = [1_000, 2_500, 5_000, 10_000];
/** Milliseconds without any change after which is looked all the same: firewalls and the like leave no trace in files. */
const idle = 30_000;
/** Seconds that a watcher on a node lives: one whose zk-lab was killed does not stay for ever. */
const life = 300;

/** The files and folders in which steps leave their traces, as patterns of bash. */
function placesOn({ machine, home, finished: { dataDir, zooCfg, java } }: LessonNode): string[] {
  const data = [dataDir, 'myid', 'zookeeper_server.pid', 'version-2', 'version-2/*Epoch'];
  const own = [
    '/root/.ssh',
    '/root/.ssh/*',
    '/etc/hosts',
    '/etc/hostname',
    '/etc/profile',
    '/etc/profile.d/*',
  ];
  const installed = ['/opt', '/opt/*', java.home, `${java.home}/bin`, home, `${home}/*`];
  const [dir = '', ...names] = data;
  return [
    ...(machine === 'own' ? [...own, ...installed] : []),
    ...[zooCfg.file, dir, ...names.map((name) => `${dir}/${name}`)],
  ];
}

/** Has something told that changed on a node, until the signal ends it. */
async function watchNode(
  provider: Provider,
  each: LessonNode,
  signal: AbortSignal,
  changed: () => void,
): Promise<void> {
  const handle = provider.node(each.lab, each.node);
  const command = ['bash', '-c', readWatch(), 'bash', String(life), ...placesOn(each)];
  while (!signal.aborted) {
    // A node that does not run is looked at like all else where nothing tells of changes.
    await handle.exec(command, { interactive: false, signal, held: true, onStdout: changed }).catch(() => {});
    await pause(again[0], undefined, { signal }).catch(() => {});
  }
}

/** Has something told that changed in what steps ask of znodes, until the signal ends it. */
async function watchTree(
  addresses: string,
  steps: readonly Step[],
  signal: AbortSignal,
  changed: () => void,
): Promise<void> {
  const paths = znodesOf(steps);
  if (paths.length === 0) return;
  let reader: TreeReader | undefined;
  for (let before = ''; !signal.aborted; ) {
    try {
      reader ??= await openTree(addresses);
      const now = JSON.stringify([...(await reader.read(paths))]);
      if (before !== '' && now !== before) changed();
      before = now;
    } catch {
      reader?.close();
      reader = undefined;
    }
    await pause(beat, undefined, { signal }).catch(() => {});
  }
  reader?.close();
}

/** When the file that remembers what is done was written last: answers are given elsewhere. */
function rememberedAt(lab: Lab): number {
  return statSync(progressPath(lab), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** Resolves when something else is remembered than now: `reset` takes back what was done. */
export async function progressChanged(lab: Lab, signal: AbortSignal): Promise<void> {
  const before = rememberedAt(lab);
  while (!signal.aborted && rememberedAt(lab) === before) {
    await pause(beat, undefined, { signal }).catch(() => {});
  }
}

/**
 * How far the lab is, at once and whenever that has changed, within a second of the change; until all is done, or the signal
 * ends it.
 * @throws as check does, the first time; later a check that fails is made again
 */
export async function* watchCheck(
  lab: Lab,
  options: CheckOptions,
  signal: AbortSignal,
): AsyncGenerator<LabCheck, void, undefined> {
  const provider = await requireProvider(lab, options.provider);
  assertTrusted(lab, provider);
  const nodes = lessonNodes(lab, provider);
  const ending = new AbortController();
  const ended = AbortSignal.any([signal, ending.signal]);
  // Each node waits for it.
  setMaxListeners(0, ended);
  let changedAt = Date.now();
  const changed = (): void => {
    changedAt = Date.now();
  };
  const watchers = [
    ...nodes.map((each) => watchNode(provider, each, ended, changed)),
    watchTree(clientAddresses(nodes, provider), lessonOf(lab).steps, ended, changed),
  ];
  try {
    let shown = '';
    let remembered = rememberedAt(lab);
    for (let first = true; !signal.aborted; first = false) {
      const began = Date.now();
      const context = { signal, emit: () => {} };
      const now = await check(lab, options, context).catch((error: unknown) => {
        if (first || signal.aborted) throw error;
        return undefined;
      });
      remembered = rememberedAt(lab);
      const text = JSON.stringify(now);
      if (now !== undefined && text !== shown) {
        shown = text;
        yield now;
        if (now.done) return;
      }
      const due = again.map((after) => changedAt + after).find((at) => at > began) ?? began + idle;
      while (!signal.aborted && changedAt <= began && Date.now() < due && rememberedAt(lab) === remembered) {
        await pause(beat, undefined, { signal }).catch(() => {});
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    ending.abort();
    await Promise.all(watchers);
  }
}
