/**
 * The lines of a history, as programs have them. docs/storm.md tells of them in words; history-schema.ts judges them. Times are
 * milliseconds since the storm began; zxids are hexadecimal; a field that does not apply is absent.
 */
import type { StormFault } from './faults.js';

/** The first line: what the storm was. */
export interface Head {
  readonly type: 'storm';
  /** Of this description. */
  readonly format: 1;
  readonly seed: number;
  /** ISO 8601. */
  readonly began: string;
  /** Version of the servers. */
  readonly zookeeper: string;
  readonly provider: string;
  /** Names, in the order of their ids. */
  readonly nodes: string[];
  /** The znode below which everything happened. */
  readonly root: string;
  /** The znode that compare-and-set counts up, from 0 by 1. */
  readonly counter: string;
  readonly sessionTimeout: number;
}

/** Something that a client did. */
export interface Operation {
  readonly type: 'op';
  /** Counts up, in the order of invocation. */
  readonly id: number;
  readonly client: string;
  /** Hexadecimal. */
  readonly session: string;
  /** cas: data is set if the znode has the version that is expected; set: whichever version. */
  readonly kind: 'create' | 'sequential' | 'ephemeral' | 'delete' | 'cas' | 'set' | 'read' | 'sync';
  /** As it was asked for: of a sequential znode without its number. */
  readonly path: string;
  readonly from: number;
  readonly to: number;
  /** not done: refused, or never sent. unknown: sent, and nobody said what became of it. */
  readonly answer: 'done' | 'not done' | 'unknown';
  readonly why?: string | undefined;
  readonly zxid?: string | undefined;
  /** The path of a sequential znode. */
  readonly made?: string | undefined;
  /** The version that a cas expects. */
  readonly expected?: number | undefined;
  /** The data written, or read. */
  readonly value?: string | undefined;
  /** After it was written, or when it was read. */
  readonly version?: number | undefined;
  readonly mzxid?: string | undefined;
  /** Of a read: the id of the sync that the same session had done before. */
  readonly after?: number | undefined;
}

/** What became of a session. */
export interface SessionLine {
  readonly type: 'session';
  readonly client: string;
  readonly session: string;
  readonly at: number;
  /** lost and back: its connection. closed: a server said so. abandoned: the client left it without a word. */
  readonly is: 'open' | 'lost' | 'back' | 'expired' | 'closed' | 'abandoned';
}

/** What was done to whom. */
export interface FaultLine {
  readonly type: 'fault';
  /** Its place in the plan. */
  readonly id: number;
  readonly kind: StormFault;
  /** Killed, frozen, or one side of a cut. */
  readonly nodes: string[];
  readonly from: number;
  readonly to: number;
  /** What went wrong with the fault itself. */
  readonly trouble?: string | undefined;
}

/** Who said of itself that it leads, from then on; null: nobody did. */
export interface LeaderLine {
  readonly type: 'leader';
  readonly at: number;
  readonly node: string | null;
}

/** A folder of znodes, read after everything was healed and written to once more. */
interface FoundLine {
  readonly type: 'found';
  readonly under: string;
  readonly names: string[];
}

/** A znode's data, read as the folders were; null: there was no such znode. */
export interface ValueLine {
  readonly type: 'value';
  readonly path: string;
  readonly at: number;
  readonly value: string | null;
  readonly version?: number | undefined;
  readonly mzxid?: string | undefined;
}

/** The last line: all that was there has been read. */
interface EndLine {
  readonly type: 'end';
  readonly at: number;
  /** Whether somebody ended it before its time. */
  readonly interrupted: boolean;
}

export type HistoryLine =
  | Head
  | Operation
  | SessionLine
  | FaultLine
  | LeaderLine
  | FoundLine
  | ValueLine
  | EndLine;
