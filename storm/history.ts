/** What happened in a storm, in the order in which it was told: JSON lines as data. */
import { reasonOf, UsageError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import type {
  FaultLine,
  Head,
  HistoryLine,
  LeaderLine,
  Operation,
  SessionLine,
  ValueLine,
} from './history-lines.js';
import { lineSchema } from './history-schema.js';

export type { FaultLine, Head, HistoryLine, LeaderLine, Operation, SessionLine } from './history-lines.js';

/** A znode's data as it was at the end. */
export type FinalValue = Omit<ValueLine, 'type'>;

/** What was there when everything was over. */
export interface Final {
  /** Paths of all znodes that were found. */
  readonly paths: ReadonlySet<string>;
  readonly values: readonly FinalValue[];
  readonly at: number;
  readonly interrupted: boolean;
}

/** A history, sorted out. */
export interface History {
  readonly head: Head;
  /** In the order of invocation. */
  readonly operations: readonly Operation[];
  readonly sessions: readonly SessionLine[];
  readonly faults: readonly FaultLine[];
  readonly leaders: readonly LeaderLine[];
  /** Absent where the storm was broken off before it could be read. */
  readonly final?: Final;
}

/** Sorts lines out. @throws UsageError storm.history.no-head */
export function historyOf(lines: readonly HistoryLine[], file = ''): History {
  const of = <T extends HistoryLine['type']>(type: T) =>
    lines.filter((line): line is Extract<HistoryLine, { type: T }> => line.type === type);
  const [head] = lines;
  if (head?.type !== 'storm') throw new UsageError('storm.history.no-head', { file });
  const [end] = of('end');
  const paths = new Set(of('found').flatMap(({ under, names }) => names.map((name) => `${under}/${name}`)));
  return {
    head,
    operations: of('op').sort((a, b) => a.id - b.id),
    sessions: of('session'),
    faults: of('fault'),
    leaders: of('leader'),
    ...(end && { final: { paths, values: of('value'), at: end.at, interrupted: end.interrupted } }),
  };
}

/**
 * Reads a history.
 * @param text JSON lines
 * @param file its name, for errors
 * @throws UsageError storm.history.line with number and reason, storm.history.no-head
 */
export function parseHistory(text: string, file: string): History {
  const schema = lineSchema();
  const lines = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    const bad = (reason: string): never => {
      throw new UsageError('storm.history.line', { file, line: index + 1, reason });
    };
    let json: unknown;
    try {
      json = JSON.parse(line);
    } catch (error) {
      return bad(reasonOf(error));
    }
    const parsed = schema.safeParse(json);
    if (parsed.success) return [parsed.data];
    const [issue] = parsed.error.issues;
    return bad(say('storm.history.field', { field: issue?.path.join('.') || 'type' }));
  });
  return historyOf(lines, file);
}

/** A line as it is written, without its end. */
export const lineText = (line: HistoryLine): string => JSON.stringify(line);
