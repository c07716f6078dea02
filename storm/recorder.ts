import type { Outcome, Session } from '../software/zookeeper/client-session.js';
import type { HistoryLine, Operation } from './history.js';

/** What an operation is before it has an answer. */
export type Asked = Pick<Operation, 'kind' | 'path'> & {
  readonly expected?: number;
  readonly value?: string;
  readonly after?: number;
};
/** What its answer adds. */
export type Told = Partial<Pick<Operation, 'made' | 'value' | 'version' | 'mzxid'>>;

/** Writes the history down, line by line, as it happens. */
export interface Recorder {
  /** Milliseconds since the storm began. */
  now(): number;
  write(line: HistoryLine): void;
  /** Has a client do something, and writes down what came of it. @returns its outcome, and its id in the history */
  operation<T>(
    client: string,
    session: Session,
    asked: Asked,
    call: () => Promise<Outcome<T>>,
    told: (value: T) => Told,
  ): Promise<{ readonly id: number; readonly outcome: Outcome<T> }>;
}

/** Hexadecimal, as ZooKeeper writes it. */
export const hex = (zxid: bigint): string => `0x${BigInt.asUintN(64, zxid).toString(16)}`;

/** To a hundredth of a millisecond. */
const rounded = (time: number): number => Math.round(time * 100) / 100;

/** A recorder that begins now. @param write is given each line */
export function recorderInto(write: (line: HistoryLine) => void): Recorder {
  const began = performance.now();
  const now = (): number => rounded(performance.now() - began);
  let count = 0;
  return {
    now,
    write,
    async operation(client, session, asked, call, told) {
      count += 1;
      const [id, from] = [count, now()];
      const outcome = await call();
      const done = outcome.answer === 'done';
      write({
        type: 'op',
        id,
        client,
        session: session.id,
        ...asked,
        from,
        to: now(),
        answer: outcome.answer,
        ...(!done && { why: outcome.why }),
        ...(outcome.zxid !== undefined && { zxid: hex(outcome.zxid) }),
        ...(done && told(outcome.value)),
      });
      return { id, outcome };
    },
  };
}
