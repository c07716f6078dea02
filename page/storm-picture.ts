/** A storm as it goes on: what clients got second by second, faults, and who led. Pure. */
import type { HistoryLine } from '../storm/history.js';

/** One second of it. */
export interface StormSecond {
  readonly done: number;
  readonly refused: number;
  readonly unknown: number;
  /** Milliseconds that the slowest took which was done. */
  readonly slowest: number;
}

export interface StormPicture {
  readonly seed: number;
  /** Milliseconds of faults and rests that were asked for. */
  readonly length: number;
  readonly seconds: readonly StormSecond[];
  /** Milliseconds since it began. */
  readonly faults: readonly {
    readonly kind: string;
    readonly nodes: readonly string[];
    readonly from: number;
    readonly to: number;
  }[];
  readonly leaders: readonly { readonly at: number; readonly node: string | null }[];
  /** Absent while it goes on. */
  readonly verdict?: {
    readonly holds: boolean;
    readonly told: string;
    readonly checks: readonly {
      readonly title: string;
      readonly outcome: 'holds' | 'broken' | 'not judged';
      readonly evidence: readonly string[];
    }[];
    /** The history's file, on the machine that runs zk-lab. */
    readonly file: string;
  };
  /** Why there is no verdict. */
  readonly failed?: string;
}

const nothing: StormSecond = { done: 0, refused: 0, unknown: 0, slowest: 0 };

/** The picture, and one more line of the history. */
export function withLine(picture: StormPicture, line: HistoryLine): StormPicture {
  switch (line.type) {
    case 'op': {
      const index = Math.floor(line.to / 1000);
      const seconds = [...picture.seconds];
      while (seconds.length <= index) seconds.push(nothing);
      const second = seconds[index] ?? nothing;
      const done = line.answer === 'done';
      seconds[index] = {
        done: second.done + Number(done),
        refused: second.refused + Number(line.answer === 'not done'),
        unknown: second.unknown + Number(line.answer === 'unknown'),
        slowest: done ? Math.max(second.slowest, Math.round(line.to - line.from)) : second.slowest,
      };
      return { ...picture, seconds };
    }
    case 'fault': {
      const { kind, nodes, from, to } = line;
      return { ...picture, faults: [...picture.faults, { kind, nodes, from, to }] };
    }
    case 'leader':
      return { ...picture, leaders: [...picture.leaders, { at: line.at, node: line.node }] };
    default:
      return picture;
  }
}
