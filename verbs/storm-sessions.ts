/** What a storm itself does in the ensemble, beside its clients: it looks whether anybody serves, reads, and cleans up. */
import { setTimeout as pause } from 'node:timers/promises';
import { reasonOf } from '../messages/errors.js';
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import { openSession, type Session } from '../software/zookeeper/client-session.js';
import { findAll } from '../storm/find.js';
import { fenceOf, type Ground, removeTree } from '../storm/ground.js';
import type { Recorder } from '../storm/recorder.js';

/** Milliseconds. The shortest session that ZooKeeper grants with its default tickTime. */
export const sessionTimeout = 4_000;
/** For the first session, while everything should be well. */
export const firstPatience = 10_000;
/** Between two tries. */
const againAfter = 250;

/** A session of the storm's own; it is closed in the end, whatever comes of the work. */
export async function withSession<T>(
  connectString: string,
  patience: number,
  work: (session: Session) => Promise<T>,
) {
  const session = await openSession(connectString, { timeout: sessionTimeout, patience });
  try {
    return await work(session);
  } finally {
    await session.close(sessionTimeout);
  }
}

/** Tries again until it succeeds, or until the patience is over. @throws Error the last failure */
export async function untilDone<T>(patience: number, attempt: () => Promise<T>): Promise<T> {
  const deadline = performance.now() + patience;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await pause(againAfter);
    }
  }
}

/** @throws Error where no server takes a session */
export const assertServing = (connectString: string): Promise<void> =>
  withSession(connectString, firstPatience, async () => {});

/** Reads everything that is there, and writes it down. @returns whether it could be read */
export async function find(
  ground: Ground,
  recorder: Recorder,
  connectString: string,
  patience: number,
  context: Context,
) {
  context.emit({ type: 'step', title: sentence('storm.step.reading') });
  try {
    const found = await untilDone(patience, () =>
      withSession(connectString, firstPatience, (session) =>
        findAll(session, ground, recorder, sessionTimeout * 3),
      ),
    );
    for (const line of found) recorder.write(line);
    return true;
  } catch (error) {
    context.emit({ type: 'note', text: sentence('storm.unread', { reason: reasonOf(error) }) });
    return false;
  }
}

/** Removes what a storm has made, this one or one of before; what cannot be removed is told. @returns what became of it */
export async function clean(
  root: string,
  connectString: string,
  patience: number,
  { emit }: Context,
): Promise<'removed' | 'was not there' | 'left'> {
  try {
    const there = await untilDone(patience, () =>
      withSession(connectString, firstPatience, async (session) => {
        await removeTree(session, fenceOf(root));
        return removeTree(session, root);
      }),
    );
    return there ? 'removed' : 'was not there';
  } catch (error) {
    emit({ type: 'note', text: sentence('storm.left', { root, reason: reasonOf(error) }) });
    return 'left';
  }
}
