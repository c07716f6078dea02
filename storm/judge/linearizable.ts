/**
 * Whether what clients were told of one object can have happened one operation after another, each at some moment between
 * its invocation and its answer: the search of Wing and Gong (1993) with the memory of Lowe (2017).
 */

/** An operation as its client saw it. */
export interface Call<O> {
  readonly operation: O;
  readonly from: number;
  /** Infinity where nobody said what became of it: it may have happened at any time since, or not at all. */
  readonly to: number;
}

/** What the object is, and what operations do to it. */
export interface Model<S, O> {
  readonly initial: S;
  /**
   * What the object is after the operation; undefined where it cannot have had its answer then. An operation without an
   * answer that would change nothing need not happen: undefined, too.
   */
  step(state: S, operation: O): S | undefined;
  /** Whether an operation without an answer cannot change anything any more, now or later. */
  spent(state: S, operation: O): boolean;
  key(state: S): string;
}

/** What came of a search. `stuck`: an operation whose answer has no place, where the search got furthest. */
export type Finding<O> =
  | { readonly linearizable: true }
  | { readonly linearizable: false; readonly stuck: O }
  | { readonly linearizable: 'undecided' };

/** An invocation or an answer, in the order of time; what has found its place is taken out. */
interface Entry<O> {
  readonly index: number;
  readonly call: Call<O>;
  /** Of an invocation: its answer, if there is one. */
  readonly answer?: Entry<O>;
  readonly isAnswer: boolean;
  previous: Entry<O> | undefined;
  next: Entry<O> | undefined;
}

interface List<O> {
  first: Entry<O> | undefined;
}

function listOf<O>(calls: readonly Call<O>[]): List<O> {
  const sorted = [...calls].sort((a, b) => a.from - b.from);
  const entries = sorted.flatMap((call, index): Entry<O>[] => {
    const bare = { index, call, previous: undefined, next: undefined };
    if (call.to === Number.POSITIVE_INFINITY) return [{ ...bare, isAnswer: false }];
    const answer = { ...bare, isAnswer: true };
    return [{ ...bare, isAnswer: false, answer }, answer];
  });
  const timeOf = ({ call, isAnswer }: Entry<O>): number => (isAnswer ? call.to : call.from);
  // Of what happens at one time, invocations come first: they may have overlapped.
  entries.sort((a, b) => timeOf(a) - timeOf(b) || Number(a.isAnswer) - Number(b.isAnswer));
  entries.forEach((entry, place) => {
    entry.previous = entries[place - 1];
    entry.next = entries[place + 1];
  });
  return { first: entries[0] };
}

function takeOut<O>(list: List<O>, entry: Entry<O> | undefined): void {
  if (!entry) return;
  if (entry.previous) entry.previous.next = entry.next;
  else list.first = entry.next;
  if (entry.next) entry.next.previous = entry.previous;
}

function putBack<O>(list: List<O>, entry: Entry<O> | undefined): void {
  if (!entry) return;
  if (entry.previous) entry.previous.next = entry;
  else list.first = entry;
  if (entry.next) entry.next.previous = entry;
}

/**
 * Searches an order.
 * @param most how many different situations are looked at before it is given up
 */
export function search<S, O>(calls: readonly Call<O>[], model: Model<S, O>, most = 300_000): Finding<O> {
  const list = listOf(calls);
  let left = calls.filter(({ to }) => to !== Number.POSITIVE_INFINITY).length;
  let [fewest, stuck] = [left + 1, undefined as O | undefined];
  let state = model.initial;
  /** The latest invocation that has found its place: behind it, none has. */
  let last = -1;
  const seen = new Set<string>();
  const done: { readonly entry: Entry<O>; readonly before: S; readonly last: number }[] = [];

  /** The situation: all that has been invoked so far and has no place yet, and the object. */
  const situation = (): string => {
    const waiting: number[] = [];
    for (let entry = list.first; entry && waiting.length <= calls.length; entry = entry.next) {
      if (entry.isAnswer) continue;
      if (entry.index > last) break;
      if (entry.answer || !model.spent(state, entry.call.operation)) waiting.push(entry.index);
    }
    return `${last} ${waiting.join()} ${model.key(state)}`;
  };

  let entry = list.first;
  while (left > 0) {
    if (!entry) throw new Error('an answer lacks its invocation');
    if (!entry.isAnswer) {
      const next = model.step(state, entry.call.operation);
      if (next !== undefined) {
        done.push({ entry, before: state, last });
        takeOut(list, entry);
        takeOut(list, entry.answer);
        if (entry.answer) left -= 1;
        [state, last] = [next, Math.max(last, entry.index)];
        const now = situation();
        if (!seen.has(now)) {
          if (seen.size >= most) return { linearizable: 'undecided' };
          seen.add(now);
          entry = list.first;
          continue;
        }
      } else {
        entry = entry.next;
        continue;
      }
    } else if (left < fewest) [fewest, stuck] = [left, entry.call.operation];
    // It cannot go on like this: the last that found a place is tried at a later one.
    const undone = done.pop();
    if (!undone) return { linearizable: false, stuck: stuck as O };
    putBack(list, undone.entry.answer);
    putBack(list, undone.entry);
    if (undone.entry.answer) left += 1;
    [state, last] = [undone.before, undone.last];
    entry = undone.entry.next;
  }
  return { linearizable: true };
}
