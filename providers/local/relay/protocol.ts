/** What is said to the relays of a lab: one line of JSON there, one back. */
import type { InForce } from '../../../faults/fault.js';
import type { ProcessMark } from '../../../system/processes.js';
import type { MeshNode } from './mesh.js';

/** The name of the relays' socket, in the folder that they run in. */
export const socketName = 'relay.sock';

/** What relays are made for. */
export interface RelayConfig {
  /** Of zk-lab: others may speak otherwise. */
  readonly version: string;
  readonly host: string;
  readonly nodes: readonly MeshNode[];
}

/** A server that a fault ends or freezes. */
export interface Victim {
  readonly process: ProcessMark;
  /** Files that name it while it runs, by absolute path: when one is there again, somebody has started it. */
  readonly pidFiles: readonly string[];
  /** What starts it again. */
  readonly start: {
    readonly command: readonly string[];
    readonly cwd: string;
    readonly env: NodeJS.ProcessEnv;
  };
}

export type Request =
  /** How are you? */
  | { readonly ask: 'state' }
  /** Put it in force, and end it by itself at its time. */
  | { readonly ask: 'put'; readonly fault: InForce; readonly lasting?: number; readonly victim?: Victim }
  /** End these; with `quietly`, no server is started for it. */
  | { readonly ask: 'end'; readonly ids: readonly string[]; readonly quietly: boolean }
  /** Close all and go. */
  | { readonly ask: 'quit' };

export type Reply =
  | {
      readonly config: RelayConfig;
      readonly faults: readonly InForce[];
      /** Who answers; absent where it ended in this moment. */
      readonly process?: ProcessMark;
    }
  | { readonly failed: 'stays' | 'gone' };
