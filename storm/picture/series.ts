/** A history along its time: how much was done, how long it took, who led, and what was in force. */
import type { FaultLine, History, Operation } from '../history.js';

/** What happened in one stretch of time. */
export interface Stretch {
  /** Operations that were done, and those of which nobody knows, for each second of it. */
  readonly done: number;
  readonly unknown: number;
  /** Milliseconds of those that were done: half of them took no longer, and all but one in a hundred. 0 where there were none. */
  readonly median: number;
  readonly slow: number;
}

/** Who led, from and to. */
export interface Led {
  readonly node: string;
  readonly from: number;
  readonly to: number;
}

export interface Series {
  /** Milliseconds from the first operation to the last. */
  readonly length: number;
  readonly stretches: readonly Stretch[];
  readonly led: readonly Led[];
  readonly faults: readonly FaultLine[];
  readonly nodes: readonly string[];
}

/** The value at that share of sorted values; 0 of none. */
const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

function stretchOf(operations: readonly Operation[], seconds: number): Stretch {
  const done = operations.filter(({ answer }) => answer === 'done');
  const took = done.map(({ from, to }) => to - from).sort((a, b) => a - b);
  const unknown = operations.filter(({ answer }) => answer === 'unknown').length;
  return {
    done: done.length / seconds,
    unknown: unknown / seconds,
    median: at(took, 0.5),
    slow: at(took, 0.99),
  };
}

/** Cuts a history into so many stretches of the same length. Each operation counts where it was answered. */
export function seriesOf({ head, operations, leaders, faults }: History, count: number): Series {
  const length = operations.reduce((last, { to }) => Math.max(last, to), 1);
  const parts = Array.from({ length: count }, (): Operation[] => []);
  for (const operation of operations) {
    parts[Math.min(count - 1, Math.floor((operation.to / length) * count))]?.push(operation);
  }
  const led = leaders.flatMap(({ at: from, node }, index): Led[] => {
    const to = Math.min(leaders[index + 1]?.at ?? length, length);
    return node === null || from >= to ? [] : [{ node, from, to }];
  });
  return {
    length,
    stretches: parts.map((part) => stretchOf(part, length / count / 1000)),
    led,
    faults,
    nodes: head.nodes,
  };
}
