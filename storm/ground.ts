/** The znodes of a storm: all below one of its own. */
import type { Outcome, Session } from '../software/zookeeper/client-session.js';
import type { Recorder } from './recorder.js';

/** Where clients work. */
export interface Ground {
  readonly root: string;
  readonly counter: string;
  readonly registers: string;
  readonly sequential: string;
  readonly ephemeral: string;
  /** Folders for znodes with names of their own: one alone would have more children than an answer holds. */
  readonly created: readonly string[];
}

const folders = 64;

/** Whether a path is one below which storms work, and nobody else. */
export const isRoot = (path: string): boolean => /^\/zk-lab-storm-[0-9a-f]{8}$/.test(path);

/** What a storm writes in the end, before it reads: a znode beside its own. */
export const fenceOf = (root: string): string => `${root}-end`;

/** @param id eight hexadecimal digits that no other storm has */
export function groundOf(id: string): Ground {
  const root = `/zk-lab-storm-${id}`;
  return {
    root,
    counter: `${root}/counter`,
    registers: `${root}/registers`,
    sequential: `${root}/sequential`,
    ephemeral: `${root}/ephemeral`,
    created: Array.from({ length: folders }, (_, index) => `${root}/created/${index}`),
  };
}

/** @throws Error where it did not succeed */
function assertDone(outcome: Outcome<unknown>, path: string, but?: string): void {
  if (outcome.answer !== 'done' && outcome.why !== but) throw new Error(`${path}: ${outcome.why}`);
}

/** Makes the znodes that clients work in; those that are there stay. @throws Error where no server does it */
export async function layGround(session: Session, ground: Ground, recorder: Recorder): Promise<void> {
  const { root, counter, registers, sequential, ephemeral, created } = ground;
  const make = async (path: string): Promise<void> =>
    assertDone(await session.create(path, '', 'persistent'), path, 'node exists');
  await make(root);
  await Promise.all([registers, sequential, ephemeral, `${root}/created`].map(make));
  await Promise.all(created.map(make));
  // What becomes of the counter is judged from its beginning on.
  const asked = { kind: 'create', path: counter, value: '0' } as const;
  const call = () => session.create(counter, '0', 'persistent');
  const { outcome } = await recorder.operation('storm', session, asked, call, () => ({}));
  assertDone(outcome, counter, 'node exists');
}

/** How many removals are under way at once. */
const atOnce = 64;

/** Removes a znode and all below it. @returns whether it was there @throws Error where no server does it */
export async function removeTree(session: Session, path: string): Promise<boolean> {
  const found = await session.children(path);
  if (found.answer !== 'done') {
    assertDone(found, path, 'no node');
    return false;
  }
  const names = [...found.value];
  while (names.length > 0) {
    await Promise.all(names.splice(0, atOnce).map((name) => removeBelow(session, `${path}/${name}`)));
  }
  assertDone(await session.remove(path), path, 'no node');
  return true;
}

/** Most znodes have nothing below them, and then there is no need to ask. */
async function removeBelow(session: Session, path: string): Promise<void> {
  const removed = await session.remove(path);
  if (removed.answer !== 'done' && removed.why === 'not empty') await removeTree(session, path);
  else assertDone(removed, path, 'no node');
}
