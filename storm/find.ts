/** What is there when everything is over. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Outcome, Session } from '../software/zookeeper/client-session.js';
import { fenceOf, type Ground } from './ground.js';
import type { HistoryLine } from './history.js';
import { hex, type Recorder } from './recorder.js';

const lookEvery = 200;

/** @throws Error where no server answers */
function answerOf<T>(outcome: Outcome<T>, path: string): T {
  if (outcome.answer === 'done') return outcome.value;
  throw new Error(`${path}: ${outcome.why}`);
}

/** The names below a folder; none where it is gone itself. */
async function namesIn(session: Session, path: string): Promise<readonly string[]> {
  const found = await session.children(path);
  return found.answer !== 'done' && found.why === 'no node' ? [] : answerOf(found, path);
}

/**
 * Waits until no ephemeral znode is left; those of sessions that were not closed stay until their time is over.
 * @returns those that are there after as much patience
 */
async function ephemeralsIn(session: Session, folder: string, patience: number): Promise<readonly string[]> {
  const deadline = performance.now() + patience;
  for (;;) {
    const names = await namesIn(session, folder);
    if (names.length === 0 || performance.now() > deadline) return names;
    await pause(lookEvery);
  }
}

/**
 * Reads all that clients have made. The session writes first: its server has seen every write before that one then, and what
 * follows is read behind it.
 * @param patience milliseconds for ephemeral znodes to go
 * @throws Error where no server answers
 */
export async function findAll(
  session: Session,
  ground: Ground,
  recorder: Recorder,
  patience: number,
): Promise<HistoryLine[]> {
  const { root, created, sequential, ephemeral, registers, counter } = ground;
  const fence = fenceOf(root);
  const fenced = await session.create(fence, '', 'persistent');
  if (fenced.answer !== 'done' && fenced.why !== 'node exists') answerOf(fenced, fence);
  answerOf(await session.set(fence, ''), fence);
  answerOf(await session.remove(fence), fence);

  const folder = async (under: string): Promise<HistoryLine> => {
    return { type: 'found', under, names: [...(await namesIn(session, under))] };
  };
  const value = async (path: string): Promise<HistoryLine> => {
    const found = await session.read(path);
    const at = recorder.now();
    if (found.answer !== 'done' && found.why === 'no node') return { type: 'value', path, at, value: null };
    const { data, version, mzxid } = answerOf(found, path);
    return { type: 'value', path, at, value: data, version, mzxid: hex(mzxid) };
  };
  const left = await ephemeralsIn(session, ephemeral, patience);
  const folders = await Promise.all([...created, sequential].map(folder));
  const names = await namesIn(session, registers);
  const values = await Promise.all([counter, ...names.map((name) => `${registers}/${name}`)].map(value));
  return [...folders, { type: 'found', under: ephemeral, names: [...left] }, ...values];
}
