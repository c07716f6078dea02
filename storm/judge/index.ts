import type { History } from '../history.js';
import { type AfterSync, readsAfterSync } from './after-sync.js';
import type { Check } from './check.js';
import { ephemeralsGone } from './ephemerals.js';
import { linearizableWrites, readsThatGoBack, sequentialNumbers } from './order.js';
import { counterBounds, lostWrites, refusedWrites } from './writes.js';

export type { AfterSync } from './after-sync.js';
export type { Check } from './check.js';

/** What a storm comes to. */
export interface Verdict {
  /** Whether every check was made and holds. */
  readonly holds: boolean;
  readonly checks: readonly Check[];
  /** Reported, not judged. */
  readonly afterSync: AfterSync;
  readonly counts: {
    readonly operations: number;
    readonly done: number;
    readonly notDone: number;
    readonly unknown: number;
    readonly sessions: number;
    readonly expired: number;
    readonly faults: number;
  };
}

/** Judges a history. Pure: the same history gives the same verdict. */
export function judge(history: History): Verdict {
  const { operations, sessions, faults } = history;
  const checks = [
    lostWrites(history),
    refusedWrites(history),
    counterBounds(history),
    linearizableWrites(history),
    readsThatGoBack(history),
    sequentialNumbers(history),
    ephemeralsGone(history),
  ];
  const answered = (answer: string): number => operations.filter((each) => each.answer === answer).length;
  return {
    holds: checks.every(({ outcome }) => outcome === 'holds'),
    checks,
    afterSync: readsAfterSync(history),
    counts: {
      operations: operations.length,
      done: answered('done'),
      notDone: answered('not done'),
      unknown: answered('unknown'),
      sessions: sessions.filter(({ is }) => is === 'open').length,
      expired: sessions.filter(({ is }) => is === 'expired').length,
      faults: faults.length,
    },
  };
}
