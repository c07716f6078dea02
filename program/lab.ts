/** What programs hold, and what they may tell it. */
import type { FaultVerb, InForce } from '../faults/fault.js';
import type { LabEvent } from '../model/events.js';
import type { LabSpec, PartialSpec } from '../model/spec.js';
import type { Stage } from '../model/stages.js';
import type { ProviderName, Whereabouts } from '../providers/contract.js';
import type { StormFault } from '../storm/faults.js';
import type { LabCheck } from '../verbs/check.js';
import type { LabStatus } from '../verbs/status.js';
import type { StormResult } from '../verbs/storm.js';

/** What every call that takes time may be told. */
export interface CallOptions {
  /** Ends the call, which then rejects with the signal's reason; what it has started is ended again. */
  readonly signal?: AbortSignal;
  /** Called with what is being done, a line at a time, in the language of the messages (English). */
  readonly onProgress?: (line: string) => void;
  /** Called with the same as data: which step began, what is waited for, how much of a download has come. */
  readonly onEvent?: (event: LabEvent) => void;
}

/** What createLab may be told: any field of zk-lab.yaml, and where and on what the lab lives. */
export interface CreateOptions extends PartialSpec, CallOptions {
  /**
   * The lab's folder, relative to the current one; it must be empty or not exist. Left out: a temporary folder, which
   * destroy() removes, with ports and a network of its own, so that several test suites can run side by side.
   */
  readonly directory?: string;
  /** The engine. Left out: Docker if one answers, else Vagrant, else processes of this machine. */
  readonly provider?: ProviderName;
}

/** What openLab may be told. */
export interface OpenOptions {
  /** The engine. Left out: the one that holds the lab, else as createLab finds one. */
  readonly provider?: ProviderName;
}

/** What up() may be told. */
export interface UpCallOptions extends CallOptions {
  readonly nodes?: readonly string[];
  /**
   * Where a lab with the provider kubernetes goes: the context of kubectl's that leads to the cluster, a namespace there, and the
   * registry that its hosts get the image from, if they cannot be handed it. What is left out is as it was last, else as kubectl
   * has it. It is remembered; a lab that is up somewhere is not moved.
   */
  readonly where?: Whereabouts;
}

/** What check() may be told. */
export interface CheckOptions extends CallOptions {
  readonly nodes?: readonly string[];
  /** The last stage to look at; 'cluster' unless told otherwise. */
  readonly until?: Stage;
}

/** What storm() may be told. */
export interface StormCallOptions extends CallOptions {
  /** How long faults are to come, in milliseconds or as '30s'; a minute if left out. Undoing them comes on top. */
  readonly for?: number | string;
  /** A whole number below 2³²: the same one gives the same faults. Any if left out; the result tells which. */
  readonly seed?: number;
  /** All that the lab can have, if left out; none if empty. */
  readonly faults?: readonly StormFault[];
}

/** What came of a program on a node. */
export interface ExecResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A lab that a program holds. Every method rejects with LabError (or UsageError) where a person could mend something. */
export interface ZkLab {
  /** Absolute path of the lab's folder. */
  readonly directory: string;
  /** The specification with every default filled in. */
  readonly spec: LabSpec;
  /** Names of the nodes, in the order of their ids. */
  readonly nodes: readonly string[];
  /** For a client on this machine: 127.0.0.1:2181,127.0.0.1:2182,…, or wherever its engine puts the nodes. */
  readonly connectString: string;
  /** Brings up the named nodes, or all, and resolves when their ZooKeeper serves: within seconds once all is in the cache. */
  up(options?: UpCallOptions): Promise<LabStatus>;
  /**
   * What up() would do to machines that are there already, a sentence for each and what their owners should know; nothing
   * where the nodes are the engine's own. Looks and changes nothing; rejects where it could not be done.
   */
  plan(options?: { readonly nodes?: readonly string[] }): Promise<readonly string[]>;
  /** How the lab is; also before the first up. */
  status(): Promise<LabStatus>;
  /** How the lab is, at once and again at each change, until the signal aborts or the loop is left. */
  watch(options?: Pick<CallOptions, 'signal'>): AsyncIterable<LabStatus>;
  /**
   * Which of the tutorial's steps are done on the named nodes, or all, up to a stage, and what to type about those that
   * are not; for grading, or as a smoke test. Changes nothing. Rejects while nothing of the lab is up.
   */
  check(options?: CheckOptions): Promise<LabCheck>;
  /**
   * Runs a program on a node (by name or number) and collects what it says.
   * @param command program and arguments; no shell reads them
   */
  exec(node: string, command: readonly string[], options?: Pick<CallOptions, 'signal'>): Promise<ExecResult>;
  /**
   * Runs clients while faults come and go, undoes them all, and judges what clients were told against what is there. A
   * verdict that does not hold is a result, not an error. When the signal aborts, what there is is judged.
   */
  storm(options?: StormCallOptions): Promise<StormResult>;
  /**
   * Puts a fault in force; it is when this resolves: fault('cut', ['node1']), fault('slow', ['node2', '200ms']).
   * @param words as on the command line: names of nodes, and a value where the verb has one
   */
  fault(
    verb: FaultVerb,
    words: readonly string[],
    options?: CallOptions & {
      /** After this it ends by itself, in milliseconds or as '30s'; left out: with heal(). */
      readonly for?: number | string;
    },
  ): Promise<readonly InForce[]>;
  /**
   * Undoes every fault that touches one of the nodes, or all, and waits for nothing; where none is named, also removes what a storm of this
   * lab has left that was killed. @returns what was in force
   */
  heal(options?: CallOptions & { readonly nodes?: readonly string[] }): Promise<readonly InForce[]>;
  /** Stops the named nodes, or all; their data stays. */
  down(options?: CallOptions & { readonly nodes?: readonly string[] }): Promise<void>;
  /**
   * Makes the ensemble larger; what was acknowledged is kept. Resolves when everybody serves. Begun before: goes on.
   * `hosts` names those that join where the nodes are machines that are there already.
   */
  grow(
    voters: number,
    options?: CallOptions & { readonly observers?: number; readonly hosts?: readonly string[] },
  ): Promise<LabStatus>;
  /** Makes it smaller: those with the highest numbers leave, and are removed with their data; what was acknowledged is kept. */
  shrink(voters: number, options?: CallOptions & { readonly observers?: number }): Promise<LabStatus>;
  /** Removes a node with its data and makes it anew; it gets its data from the others, all of which must serve. */
  replace(node: string, options?: CallOptions): Promise<LabStatus>;
  /** Removes all that the engine holds of the lab, data included, and the folder if it was a temporary one. */
  destroy(options?: CallOptions): Promise<void>;
}
