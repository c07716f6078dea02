import { setTimeout as pause } from 'node:timers/promises';
import { openSession, type Session } from '../software/zookeeper/client-session.js';
import type { Recorder } from './recorder.js';

/** Milliseconds between two looks whether a server holds the session again. */
const lookEvery = 20;
/** Milliseconds for one attempt to open a session. */
const patience = 5_000;
/** So many times its own length a session may be without a server before its client leaves it. */
const abandonedAfter = 3;

/** An application: one session after another, each as long as its servers keep it. */
export interface StormClient {
  readonly name: string;
  /** A session that a server holds; undefined once the storm is over. */
  session(stop: AbortSignal): Promise<Session | undefined>;
  close(): Promise<void>;
}

/** A client that has no session yet. */
export function clientNamed(
  name: string,
  connectString: string,
  timeout: number,
  recorder: Recorder,
): StormClient {
  let current: Session | undefined;
  let opening: Promise<void> | undefined;
  let lostSince: number | undefined;

  async function open(stop: AbortSignal): Promise<void> {
    let id = '';
    const session = await openSession(connectString, {
      timeout,
      patience,
      signal: stop,
      onEvent(is) {
        if (is === 'lost') lostSince = performance.now();
        if (is === 'back') lostSince = undefined;
        if (id !== '') recorder.write({ type: 'session', client: name, session: id, at: recorder.now(), is });
      },
    });
    id = session.id;
    lostSince = undefined;
    recorder.write({ type: 'session', client: name, session: id, at: recorder.now(), is: 'open' });
    current = session;
  }

  return {
    name,
    async session(stop) {
      while (!stop.aborted) {
        if (current?.connected) return current;
        const long = lostSince !== undefined && performance.now() - lostSince > timeout * abandonedAfter;
        if (current && !current.over && long) current.abandon();
        if (!current || current.over) {
          // Several of its strands may notice.
          opening ??= open(stop)
            .catch(() => {})
            .finally(() => {
              opening = undefined;
            });
          await opening;
        } else await pause(lookEvery);
      }
      return undefined;
    },
    async close() {
      await opening;
      await current?.close(timeout);
    },
  };
}
