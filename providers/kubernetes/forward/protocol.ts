import type { ProcessMark } from '../../../system/processes.js';

/** A port of this machine, and where it leads. */
export interface Lead {
  readonly port: number;
  readonly pod: string;
  readonly to: number;
}

/** What the process is told, as JSON. */
export interface ForwardConfig {
  /** The version that started it. */
  readonly version: string;
  /** kubectl's words that say where. */
  readonly where: readonly string[];
  /** Variables for kubectl. */
  readonly env: Readonly<Record<string, string>>;
  readonly leads: readonly Lead[];
}

/** The file in the lab that says which process it is; the process ends when it is gone. */
export const forwardFile = '.zk-lab-forward.json';

/** Its content. */
export interface ForwardState {
  readonly process: ProcessMark;
  readonly config: ForwardConfig;
}
