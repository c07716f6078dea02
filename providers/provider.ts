import type { Address } from '../ensemble/four-letter-words.js';
import type { Lab } from '../labs/lab.js';
import type { LabNode } from '../labs/nodes.js';
import type { PartialSpec } from '../labs/spec.js';
import type { Stage } from '../labs/stages.js';

export const providerNames = ['docker', 'vagrant', 'local'] as const;
export type ProviderName = (typeof providerNames)[number];

/** Whether an engine can be used on this machine, and if not, why and what to type. Texts are in the user's language. */
export type Availability =
  | { readonly ok: true; readonly detail: string }
  | { readonly ok: false; readonly reason: string; readonly remedy: string };

/** What a provider says while it works: a step that begins, or a line of its engine's own output. */
export interface Report {
  step(title: string): void;
  output(line: string): void;
}

/** What a provider needs to know of a call. */
export interface Context {
  readonly signal: AbortSignal;
  readonly report: Report;
}

/** How a command runs on a node. */
export interface ExecOptions {
  /** Connect the user's own terminal: input, output and, if it is one, its size and keys. Else output is captured. */
  readonly interactive: boolean;
  readonly signal?: AbortSignal;
  /** Captured output, as it comes. Ignored when interactive. */
  onStdout?(chunk: string): void;
  onStderr?(chunk: string): void;
}

export interface NodeState {
  readonly name: string;
  /** Whether the machine (container, virtual machine, process) runs. */
  readonly running: boolean;
  /** What the user should know of it beyond that, in their language: a process that ended by itself, a reboot. */
  readonly note?: string;
}

/** What there is on a node once every stage is done, by whoever did it. Paths as the node sees them. */
export interface FinishedNode {
  /** zoo.cfg: its place, and what the lab has for it. */
  readonly zooCfg: { readonly file: string; readonly text: string };
  readonly dataDir: string;
  readonly dataLogDir: string;
  readonly java: {
    readonly home: string;
    /** What is sourced to have it in PATH; absent where it always is. */
    readonly profile?: string;
    /** Feature releases that will do. */
    readonly features: readonly number[];
  };
  /** What a learner unpacks; absent where there is nothing to unpack by hand. */
  readonly tarballs?: { readonly jdk: string; readonly zookeeper: string };
}

/**
 * One engine that can hold a lab. Everything above asks through this and never which engine it is.
 * Every method throws LabError for what a user can mend.
 */
export interface Provider {
  readonly name: ProviderName;
  /** What it takes of this machine besides client ports; both unless told otherwise. */
  readonly needs?: { readonly ssh: boolean; readonly network: boolean };
  /** The stages that its nodes go through; all unless told otherwise. */
  readonly stages?: readonly Stage[];
  /**
   * Adapts what was typed to this machine, before `up` makes a lab for this provider. What a provider with this brings
   * itself is not fetched when the lab is made. @returns also a sentence for the user, if it is another lab now
   */
  prepare?(typed: PartialSpec, context: Context): Promise<{ spec: PartialSpec; note?: string }>;
  /** Quick: at most one short call to the engine. */
  available(): Promise<Availability>;
  /** Whether the engine holds anything of this lab, running or not. Quick, and false if the engine is not there. */
  holds(lab: Lab): Promise<boolean>;
  /** Creates what is missing and starts what is not running. What the user changed on nodes is kept. */
  up(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void>;
  /** Stops, keeps everything. */
  down(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void>;
  /** Removes all that the engine holds of this lab, data included. */
  destroy(lab: Lab, context: Context): Promise<void>;
  /** Whether each node's machine runs, in the lab's order. */
  states(lab: Lab): Promise<NodeState[]>;
  /** Runs a program on a node as root (local: as the user) and gives its exit status. `command` is an argument list. */
  exec(lab: Lab, node: LabNode, command: readonly string[], options: ExecOptions): Promise<number>;
  /** Where a client on this host reaches the node's ZooKeeper. */
  clientAddress(lab: Lab, node: LabNode): Address;
  /** How a client on a node names the servers; by node names and port 2181 unless told otherwise. */
  connectString?(lab: Lab): string;
  /** An interactive login on the node (or a command through the login shell), over SSH where there is one. */
  ssh(lab: Lab, node: LabNode, command: readonly string[]): Promise<number>;
  /** Where ZooKeeper is on a node: folder of bin/, conf/, and file of its log. Paths as the node sees them. */
  paths(lab: Lab, node: LabNode): { home: string; log: string; javaHome?: string };
  /** What the learner's node is compared with. */
  finished(lab: Lab, node: LabNode): FinishedNode;
}
