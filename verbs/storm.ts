/** Clients at work while faults come and go, and what came of it. */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { leavesNoQuorum } from '../faults/hindered.js';
import { toldFault } from '../faults/told.js';
import { LabError, reasonOf } from '../messages/errors.js';
import { listed, say, sentence, textOf } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { type Lab, namesOf } from '../model/lab.js';
import { votersOf } from '../model/nodes.js';
import { reaches } from '../model/stages.js';
import { assertNoStorm, noteStorm, type StormNote } from '../model/storm-notes.js';
import { assertSettled } from '../model/unfinished.js';
import type { Provider } from '../providers/contract.js';
import { stateBy } from '../software/zookeeper/server-state.js';
import type { Faults, PlannedFault, StormFault } from '../storm/faults.js';
import { groundOf, layGround } from '../storm/ground.js';
import { type History, type HistoryLine, historyOf } from '../storm/history.js';
import { judge, type Verdict } from '../storm/judge/index.js';
import { planFaults } from '../storm/plan.js';
import { type Recorder, recorderInto } from '../storm/recorder.js';
import { startWorkload } from '../storm/workload.js';
import { assertInPlace } from './assert-in-place.js';
import { assertOwnServers } from './assert-own-servers.js';
import { assertPortsHere } from './assert-ports-here.js';
import type { VerbOptions } from './context.js';
import { requireChangeable } from './holder.js';
import { faultsOn } from './storm-faults.js';
import { draw, historyFile } from './storm-files.js';
import { watchLeaders } from './storm-leaders.js';
import { missedAfter } from './storm-missed.js';
import { connectStringOf, removeRemains } from './storm-remains.js';
import {
  assertServing,
  clean,
  find,
  firstPatience,
  sessionTimeout,
  untilDone,
  withSession,
} from './storm-sessions.js';

/** What `storm` may be told. */
export interface StormOptions extends VerbOptions {
  /** Milliseconds that faults, and the rests between them, add up to. What it takes to undo them comes on top. */
  readonly length: number;
  /** What the plan of faults is made from. */
  readonly seed: number;
  /** The kinds that come; those that the lab's engine can do if absent, and none if empty. */
  readonly kinds?: readonly StormFault[] | undefined;
  /** Told of each line of the history as it is written. */
  readonly onLine?: ((line: HistoryLine) => void) | undefined;
}

/** What came of a storm. */
export interface StormResult {
  readonly seed: number;
  readonly planned: readonly PlannedFault[];
  readonly verdict: Verdict;
  readonly history: History;
  /** The history's file, and the SHA-256 of what is in it; absolute. */
  readonly file: string;
  readonly digest: string;
  /** Files beside it: an SVG, and a page with the verdict's evidence. */
  readonly picture: string;
  readonly page: string;
  /** Whether somebody ended it before its time. */
  readonly interrupted: boolean;
}

/** That clients go on once everything was healed, so that the picture shows how the ensemble came back. */
const afterwards = 1_000;

/** Milliseconds to remove what was made, where servers answer: on a busy machine thousands of znodes take more than one try. */
const removalPatience = 60_000;

/** Milliseconds after which no further fault begins, however slow the engine is with each. @param length that was asked for */
const atMost = (length: number): number => 3 * length + 60_000;

/** Sleeps, or wakes up at once where it was interrupted. */
const rested = (time: number, signal: AbortSignal): Promise<void> =>
  pause(time, undefined, { signal }).catch(() => {});

/** @throws LabError storm.cannot where the lab's engine has no such fault */
function kindsFor(faults: Faults, wanted: readonly StormFault[] | undefined, provider: Provider) {
  const lacking = wanted?.find((kind) => !faults.able.includes(kind));
  if (lacking === undefined) return wanted ?? faults.able;
  throw new LabError('storm.cannot', { fault: lacking, provider: provider.name, able: listed(faults.able) });
}

/**
 * Puts the planned faults in force, one after another, and undoes each; without any it waits. Ends early where it is interrupted, or
 * where an engine takes much longer for each than it lasts.
 */
async function blow(
  planned: readonly PlannedFault[],
  length: number,
  faults: Faults,
  recorder: Recorder,
  { signal, emit }: Context,
): Promise<void> {
  if (planned.length === 0) await rested(length, signal);
  const deadline = recorder.now() + atMost(length);
  for (const fault of planned) {
    await rested(fault.rest, signal);
    if (signal.aborted || recorder.now() > deadline) return;
    const { id, kind, nodes } = fault;
    const line = say('storm.fault', { id, of: planned.length, kind, nodes: listed(nodes) });
    emit({ type: 'output', line });
    const from = recorder.now();
    let trouble: string | undefined;
    const noted = (error: unknown): void => {
      trouble = reasonOf(error);
      emit({ type: 'output', line: trouble });
    };
    await faults.do(fault).then(() => rested(fault.lasts, signal), noted);
    await faults.heal(fault).catch(noted);
    const [told, to] = [trouble, recorder.now()];
    recorder.write({
      type: 'fault',
      id,
      kind,
      nodes: [...nodes],
      from,
      to,
      ...(told !== undefined && { trouble: told }),
    });
  }
}

/** The version that the servers say they are; '' where none answers. */
async function versionOf(lab: Lab, provider: Provider): Promise<string> {
  for (const node of lab.nodes) {
    const { version } = stateBy(await provider.node(lab, node).ask('srvr', 'port'));
    if (version !== null) return version;
  }
  return '';
}

/** @throws LabError as assertSettled does, when nothing of the storm is noted any more */
async function assertStillSettled(
  lab: Lab,
  note: StormNote,
  history: ReturnType<typeof historyFile>,
): Promise<void> {
  try {
    assertSettled(lab);
  } catch (error) {
    note.end(true);
    await history.discard();
    throw error;
  }
}

/**
 * Runs writers and readers against a lab's ensemble while faults come and go, heals, and judges. Where the signal aborts,
 * everything is healed all the same, and what there is is judged.
 * @throws LabError lab.not-up, storm.stage, storm.goes-on, members.changing, members.unfinished, storm.nobody-serves, storm.nobody-serves.fault, storm.cannot, node.elsewhere, node.anothers
 */
export async function storm(lab: Lab, options: StormOptions, context: Context): Promise<StormResult> {
  const { seed, length } = options;
  const provider = await requireChangeable(lab, options.provider);
  if (!reaches(lab.spec.until, 'cluster')) throw new LabError('storm.stage');
  assertNoStorm(lab, provider.name);
  const { signal, emit } = context;
  // Healing is not interrupted, and how an engine starts a server is no news here.
  const uninterrupted = new AbortController().signal;
  const whole: Context = { signal: uninterrupted, emit };
  const faults = faultsOn(lab, provider, { signal: uninterrupted, emit() {} });
  const kinds = kindsFor(faults, options.kinds, provider);
  const voters = votersOf(lab.nodes).map(({ name }) => name);
  const planned = planFaults({ seed, nodes: voters, kinds, length });
  const calm = planned.length === 0;
  if (!calm) assertSettled(lab);
  const connectString = connectStringOf(lab, provider);
  const ground = groundOf(randomBytes(4).toString('hex'));
  // Those of a storm that was killed, too.
  const [states, present] = await Promise.all([provider.states(lab), provider.faults.inForce(lab)]);
  for (const each of present) {
    emit({ type: 'note', text: sentence('fault.up', { told: textOf(toldFault(each)) }) });
  }
  const cannotBegin = async (error: unknown): Promise<never> => {
    await assertPortsHere(lab, provider);
    const [addresses, reason] = [connectString, reasonOf(error)];
    if (!leavesNoQuorum(lab, present)) throw new LabError('storm.nobody-serves', { addresses, reason });
    // `up` undoes none.
    const told = listed(present.map((each) => textOf(toldFault(each))));
    throw new LabError('storm.nobody-serves.fault', { addresses, reason, told });
  };
  assertInPlace(lab, states);
  await assertOwnServers(lab, provider);
  await assertServing(connectString).catch(cannotBegin);
  for (const root of await removeRemains(lab, provider, whole)) {
    emit({ type: 'note', text: sentence('storm.removed', { root }) });
  }
  const zookeeper = await versionOf(lab, provider);
  // Another one may have begun meanwhile; between this and the note nobody gets a turn.
  assertNoStorm(lab, provider.name);
  const history = historyFile(lab, seed);
  const recorder = recorderInto((line) => {
    history.write(line);
    options.onLine?.(line);
  });
  recorder.write({
    type: 'storm',
    format: 1,
    seed,
    began: new Date().toISOString(),
    zookeeper,
    provider: provider.name,
    nodes: lab.nodes.map(({ name }) => name),
    root: ground.root,
    counter: ground.counter,
    sessionTimeout,
  });
  const note = noteStorm(lab, ground.root, provider.name, calm);
  // Whoever changes members looks for the note when they have begun: one of the two sees the other.
  if (!calm) await assertStillSettled(lab, note, history);
  let [cleaned, interrupted] = [false, false];
  try {
    try {
      await withSession(connectString, firstPatience, (session) => layGround(session, ground, recorder));
    } catch (error) {
      cleaned = (await clean(ground.root, connectString, firstPatience, whole)) !== 'left';
      await history.discard();
      await cannotBegin(error);
    }
    emit({ type: 'step', title: sentence('storm.step.blowing', { seed, faults: planned.length }) });
    const workload = startWorkload({ connectString, ground, seed, sessionTimeout }, recorder);
    const leaders = watchLeaders(lab, provider, (node) =>
      recorder.write({ type: 'leader', at: recorder.now(), node }),
    );
    const { patience } = provider.capabilities;
    try {
      await blow(planned, length, faults, recorder, context);
    } finally {
      emit({ type: 'step', title: sentence('storm.step.healing') });
      await faults.heal().catch((error) => {
        emit({ type: 'note', text: sentence('storm.unhealed', { reason: reasonOf(error) }) });
      });
      // Clients go on until the ensemble has come back, if it does.
      await untilDone(patience, () => withSession(connectString, firstPatience, async () => {})).catch(
        () => {},
      );
      await rested(afterwards, signal);
      await workload.stop();
      leaders.stop();
    }
    interrupted = signal.aborted;
    const read = await find(ground, recorder, connectString, patience, whole);
    if (read) recorder.write({ type: 'end', at: recorder.now(), interrupted });
    emit({ type: 'step', title: sentence('storm.step.removing', { root: ground.root }) });
    const became = await clean(ground.root, connectString, read ? removalPatience : firstPatience, whole);
    cleaned = became !== 'left';
    const missed = await missedAfter(lab, provider);
    if (missed.length > 0)
      emit({ type: 'note', text: sentence('storm.not-back', { nodes: namesOf(missed) }) });
  } finally {
    note.end(cleaned);
  }
  await history.close();
  const told = historyOf(history.lines);
  const verdict = judge(told);
  const { file } = history;
  const digest = createHash('sha256').update(readFileSync(file)).digest('hex');
  return { seed, planned, verdict, history: told, file, digest, interrupted, ...draw(told, verdict, file) };
}
