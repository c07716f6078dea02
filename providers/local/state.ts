import { existsSync, readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import type { Lab } from '../../model/lab.js';
import type { ProcessMark } from '../../system/processes.js';
import { writeWhole } from '../../system/whole-file.js';
import { foldersOf } from './layout.js';

/** What is remembered of a node between two commands. */
export interface NodeRecord {
  /** The server as it was last seen running; absent once it was stopped on purpose. */
  readonly process?: ProcessMark;
  /** Brought up as far as a lab goes that leaves starting the server to the learner. */
  readonly ready?: boolean;
  /** The distribution that it was started from. */
  readonly home?: string;
  /** Path within the node's folder → digest of the file as 0.1.0 wrote it; copies have taken their place. */
  readonly files?: Readonly<Record<string, string>>;
}

/** The content of local/state.json. */
export interface LocalState {
  readonly format: 1;
  /** The ZooKeeper version that local/zookeeper leads to. */
  zookeeper?: string;
  /** The feature release of the Java that local/jdk leads to. */
  jdk?: number;
  nodes: Record<string, NodeRecord>;
}

/** Reads a lab's state; a lab that never ran, or whose file is unreadable, has none. */
export function readState(lab: Lab): LocalState {
  try {
    const state = JSON.parse(readFileSync(foldersOf(lab).state, 'utf8')) as LocalState;
    if (state.format === 1 && typeof state.nodes === 'object') return state;
  } catch {
    // Not there, or half a file: the processes are found by their pid files.
  }
  return { format: 1, nodes: {} };
}

/** Writes a lab's state, if it is another now; whoever reads it meanwhile sees the old or the new one whole. */
export function writeState(lab: Lab, state: LocalState): void {
  if (isDeepStrictEqual(state, readState(lab)) && existsSync(foldersOf(lab).state)) return;
  writeWhole(foldersOf(lab).state, `${JSON.stringify(state, null, 1)}\n`);
}
