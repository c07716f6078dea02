import type { Duplex } from 'node:stream';
import type { Fault, FaultVerb, InForce } from '../faults/fault.js';
import type { Sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import type { LabNode } from '../model/nodes.js';
import type { RegisteredLab } from '../model/registry.js';
import type { Blueprint } from '../model/resolve.js';
import type { PartialSpec } from '../model/spec.js';
import type { Stage } from '../model/stages.js';
import type { ForEachSoftware } from '../software/index.js';
import type { Answer, Endpoint } from '../software/zookeeper/four-letter-words.js';
import type { LogPlaces } from '../software/zookeeper/server-log.js';

/** In the order in which `up` prefers them. */
export const providerNames = ['docker', 'vagrant', 'local', 'machines', 'kubernetes'] as const;
export type ProviderName = (typeof providerNames)[number];

/** Whether a text, which may be older or newer than this list, names a provider. */
export function isProviderName(text: string | undefined): text is ProviderName {
  return (providerNames as readonly (string | undefined)[]).includes(text);
}

/** What the nodes of a provider have and can do. */
export interface Capabilities {
  /** They run sshd, and have a port for it on this machine. */
  readonly ssh: boolean;
  /** They have a network with addresses of its own; else all are on this machine's loopback address. */
  readonly network: boolean;
  /** Each is a machine to itself, with names, users and files of its own; else they share this one. */
  readonly machine: 'own' | 'shared';
  /** They are machines that are there already, and somebody's: the lab says which ones. Else the engine makes them. */
  readonly given: boolean;
  /** Its engine is there for others, too, and perhaps far away: it is only used when it is asked for by its name. */
  readonly byName: boolean;
  /** There may be several clusters of it, and it may be told in which a lab is to be: see Whereabouts. */
  readonly severalClusters: boolean;
  /** The stages that they go through. */
  readonly stages: readonly Stage[];
  /** Milliseconds without any progress after which what was waited for will not come: a machine starts in minutes. */
  readonly patience: number;
  /** The faults that can be put in force on them; for the others, why not. */
  readonly faults: Readonly<Record<FaultVerb, true | Sentence>>;
}

/** Whether an engine can be used on this machine, and if not, why and what to type. Texts are in the user's language. */
export type Availability =
  | { readonly ok: true; readonly detail: string }
  | { readonly ok: false; readonly reason: string; readonly remedy: string };

/** Why an engine does not tell what it was asked, and what to type. Texts are in the user's language. */
export interface Silence {
  readonly reason: string;
  readonly remedy: string;
  /** As far as can be seen there is no such engine on this machine at all. */
  readonly absent?: true;
}

/** Whether an engine holds anything of a lab, running or not; or why it cannot be told. */
export type Holding =
  | { readonly holds: false }
  /**
   * `dir`: the folder that it was brought up from, where the engine knows. `lookOnly`: why its nodes can be looked at and
   * worked on, but not started, stopped or removed from here, and what to type for that.
   */
  | { readonly holds: true; readonly dir?: string; readonly lookOnly?: Silence }
  | ({ readonly holds: 'unknown' } & Silence);

/** What an engine still holds of a lab whose folder is gone. */
export type Remnants =
  | { readonly found: readonly string[]; readonly running: number }
  | ({ readonly found: 'unknown' } & Silence);

/** What was found when a precondition was looked at. `remedy` says what to type. */
export type Finding =
  | { readonly level: 'ok'; readonly detail: string }
  | { readonly level: 'warning' | 'failure'; readonly detail: string; readonly remedy: string };

/** One precondition that does not hold, or does. */
export type Diagnosis = { readonly title: string } & Finding;

/** Where on its engine a lab is to be, for engines of which there are several. What is absent, the provider decides. */
export interface Whereabouts {
  /** A cluster, as the configuration of the engine's own program calls it. */
  readonly context?: string | undefined;
  readonly namespace?: string | undefined;
  /** Where its hosts get the image from, if they are not handed it: registry.example.org/somebody. */
  readonly registry?: string | undefined;
}

/** Nodes answer their engine, and nobody answers where clients of this machine look for them. */
export interface Unreached {
  /** What to know then. */
  readonly told: Sentence;
  /** What to do about it. */
  readonly remedy: Sentence;
}

/** What of this machine keeps nodes that run from reaching each other. */
export interface Hindrance {
  readonly told: Sentence;
  /** What to do about it. */
  readonly remedy: Sentence;
  /** The kernel's setting that makes room, as sysctl takes it: NAME=VALUE. */
  readonly setting: string;
}

/** A specification that fits this machine. */
export interface Prepared {
  readonly spec: PartialSpec;
  /** What the user should know, if it is another lab now. */
  readonly note?: Sentence;
  /** Whether the provider gets JDK and ZooKeeper itself, so that `create` need not. */
  readonly fetches: boolean;
}

/** How a command runs on a node. */
export interface ExecOptions {
  /** Connect the user's own terminal: input, output and, if it is one, its size and keys. Else output is captured. */
  readonly interactive: boolean;
  /** Ends a program whose output is captured, with all that it runs in the foreground; then the wait is over too. */
  readonly signal?: AbortSignal;
  /**
   * It goes on for long, and its input ends when this process does, however that ends (kill -9, too): by that it knows when to end.
   * Nothing else comes from it. Else there is no input.
   */
  readonly held?: boolean;
  /** Captured output, as it comes. Ignored when interactive. */
  onStdout?(chunk: string): void;
  onStderr?(chunk: string): void;
}

/** Rows and columns of characters. */
export interface TerminalSize {
  readonly rows: number;
  readonly columns: number;
}

/** A program in a terminal of its own on a node, seen by whoever holds this. */
export interface Terminal {
  /** What is typed, and what is shown: bytes. It ends when the program does; destroying it hangs the terminal up. */
  readonly stream: Duplex;
  /** Tells the program that the terminal has another size. */
  resize(size: TerminalSize): Promise<void>;
  /** The program's exit status, 128 + N if signal N ended it. */
  readonly exit: Promise<number>;
}

/** Where things are on a node. Paths as the node sees them. */
export interface Layout {
  /** ZooKeeper's folder, with bin/ and conf/. */
  readonly home: string;
  /** What tells where ZooKeeper logs: whoever starts it decides. */
  readonly log: LogPlaces;
  /** The file that zkServer.sh writes the server's process number into. */
  readonly pidFile: string;
  /** What JAVA_HOME names; absent where there is none yet. */
  readonly javaHome?: string;
  /** How a client on the node names the whole ensemble. */
  readonly connectString: string;
}

/** How a node's configuration (config/zoo.cfg and its like in the lab) stands to the lab's. */
export interface NodeConfiguration {
  /** Files of the lab's that the node's server does not run with yet, by name: zoo.cfg. */
  readonly pending: readonly string[];
  /** Files that the lab has otherwise by now, but that were edited on the node and so stay. Paths as the node sees them. */
  readonly kept: readonly string[];
  /** Whether a server runs there. */
  readonly running: boolean;
  /** The lab's zoo.cfg as it was when the node was given its own; absent where that is not known. */
  readonly zooCfg?: string;
}

/** What there is on a node once every stage is done, by whoever did it: what a learner's node is compared with. */
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
  /**
   * What a learner unpacks, where it is laid for that; absent where there is nothing to unpack by hand. `kept`: the folder
   * of the lab's own that has all of them, whatever became of the others.
   */
  readonly tarballs?: ForEachSoftware<string> & { readonly kept: string };
}

/** An answer, and by which way it came: a client of this machine gets there only by the port. */
export type Heard = Answer & { readonly by: 'port' | 'engine' };

/** One node of a lab, on the engine that holds it. */
export interface NodeHandle {
  readonly node: LabNode;
  /** Where a client on this machine reaches its ZooKeeper. */
  readonly address: Endpoint;
  readonly layout: Layout;
  /** @throws LabError lab.damaged */
  finished(): FinishedNode;
  /** Looks at its configuration and changes nothing. @throws as exec does, and LabError lab.damaged */
  configuration(): Promise<NodeConfiguration>;
  /**
   * Gives the node what of the lab's configuration is pending, and starts its server anew if it runs, or if the lab's
   * stage says that it should. Resolves when it was started, whether or not it serves.
   */
  reconfigure(): Promise<void>;
  /**
   * Asks the node's ZooKeeper a four-letter word.
   * @param through by its port on this machine; or where nobody answers there, also by the engine, which takes longer
   */
  ask(word: string, through: 'port' | 'engine'): Promise<Heard>;
  /** Whether the node's sshd greets; nothing is asked of nodes without. @param through as for `ask` */
  greets(through: 'port' | 'engine'): Promise<boolean>;
  /** Starts the node's ZooKeeper where it does not run. @throws LabError with what it said where it cannot */
  startServer(context: Context): Promise<void>;
  /** Stops the node's ZooKeeper; its machine goes on, so that whoever calls it is refused at once. */
  stopServer(context: Context): Promise<void>;
  /**
   * Runs a program as root (local: as the user). @param command an argument list
   * @returns its exit status; 127 where there is no such program, 126 where it cannot be run
   * @throws LabError node.not-running and the like
   */
  exec(command: readonly string[], options: ExecOptions): Promise<number>;
  /** Runs a program in a terminal of that size. @param command an argument list; a login shell if empty */
  terminal(command: readonly string[], size: TerminalSize): Promise<Terminal>;
  /**
   * The user's own terminal logs in, or runs a command as ssh does: through root's shell, which is no login shell then.
   * @returns the exit status @throws LabError node.not-running and the like
   */
  login(command: readonly string[]): Promise<number>;
}

/** Whether a node's machine (container, virtual machine, process) runs. */
export interface NodeState {
  readonly name: string;
  readonly running: boolean;
  /** It stands still with all that it holds, ports included, and `up` lets it go on; absent: it does not. */
  readonly suspended?: true;
  /** It does not run, and something of the lab's own listens on its ports of this machine all the same; absent: nothing does. */
  readonly keepsPorts?: true;
  /** Its server's files are no longer where it looks for them, so that it can write nothing; `up` starts it anew. */
  readonly displaced?: true;
  /** It is somebody's machine and does not answer, so that nothing can be taken back from it; absent: it does, or is the engine's. */
  readonly unreached?: true;
  /** What the user should know of it beyond that: a process that ended by itself, a reboot. */
  readonly note?: Sentence;
}

/** Nodes on which something of a fault is left that nothing holds any more, and those that could not be asked. */
export interface LeftOfFaults {
  readonly found: readonly string[];
  readonly unseen: readonly string[];
}

/**
 * Putting faults in force and ending them. Each is held by something of the engine's that lives on without us, undoes it at
 * its end, and ends at the latest when the node does. What is in force is asked of those holders; nothing is recorded.
 */
export interface FaultControl {
  /** Every fault that is held. Quick. */
  inForce(lab: Lab): Promise<readonly InForce[]>;
  /**
   * Puts one in force; it is when this resolves. Another of the same kind on the node (slow, lose, rate) gives way.
   * @param lasting milliseconds after which it ends by itself; absent: it does not
   * @throws LabError fault.…, node.not-running; then nothing of it is left
   */
  put(lab: Lab, fault: Fault, lasting: number | undefined, context: Context): Promise<InForce>;
  /** Undoes these. A server that one of them has ended is started again. */
  end(lab: Lab, faults: readonly InForce[], context: Context): Promise<void>;
  /** Looks on the nodes that run for what a holder that was killed has left. */
  left(lab: Lab, nodes: readonly LabNode[]): Promise<LeftOfFaults>;
  /** Removes that from nodes that `left` has found. */
  sweep(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void>;
}

/**
 * One engine that can hold a lab. Everything above asks through this and never which engine it is.
 * Every method throws LabError for what a user can mend.
 */
export interface Provider {
  readonly name: ProviderName;
  readonly capabilities: Capabilities;
  /** Quick: at most one short call to the engine. */
  available(): Promise<Availability>;
  /**
   * Every precondition of this engine, in the order in which they are told.
   * @param lab the lab to run, or the one that `create` would make
   */
  diagnose(lab: Lab): Promise<Diagnosis[]>;
  /** Where its engine is, if there can be several; '' else. */
  endpoint(): string;
  /** What is typed so that commands ask the engine at another such place; '' where there is but one. */
  pointTo(endpoint: string): string;
  /** Adapts what was typed to this machine, before `up` makes a lab for this provider. @throws where it cannot have such a lab */
  prepare(typed: PartialSpec, context: Context): Promise<Prepared>;
  /**
   * Decides where the lab goes, and notes it in the lab, before `up`.
   * @param wanted empty unless it has several clusters @throws LabError where it cannot be there
   */
  settle(lab: Lab, wanted: Whereabouts, context: Context): Promise<void>;
  /** Whether the engine holds anything of this lab, running or not. Quick. */
  holds(lab: Lab): Promise<Holding>;
  /**
   * What `up` would do to machines that are somebody's, one by one; nothing where they are the engine's own. Changes nothing.
   * @throws LabError where it could not be done
   */
  plan(lab: Lab, nodes: readonly LabNode[]): Promise<readonly Sentence[]>;
  /**
   * What keeps so many of the lab's servers from writing at this machine's own disk, if it is there that they write; undefined where
   * nothing does. @returns parts of a sentence
   */
  lackOfRoom(lab: Lab, servers: number): { readonly path: string; readonly reason: string } | undefined;
  /** Creates what is missing and starts what is not running. What the user changed on nodes is kept. */
  up(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void>;
  /** Stops, keeps everything. */
  down(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void>;
  /** Removes all that the engine holds of this lab, data included. */
  destroy(lab: Lab, context: Context): Promise<void>;
  /**
   * Removes all that the engine holds of these nodes, data included, and nothing of the others. They are stopped, and the lab's
   * files still name them.
   */
  remove(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void>;
  /** What is left of a lab whose folder is gone, by what is remembered of it: names as the engine has them. */
  remnants(lab: RegisteredLab): Promise<Remnants>;
  /** Removes that, data included. */
  removeRemnants(lab: RegisteredLab, context: Context): Promise<void>;
  /** What to remember of a lab that is held, so that `remnants` finds it without the lab's folder. */
  machines(lab: Lab): Readonly<Record<string, string>>;
  /** Whether each node's machine runs, in the lab's order. */
  states(lab: Lab): Promise<NodeState[]>;
  /** A node to work with; nothing is asked of the engine yet. */
  node(lab: Lab, node: LabNode): NodeHandle;
  /** What can be done to its nodes on purpose, and undone. */
  readonly faults: FaultControl;
  /** What is so where clients of this machine do not get to its nodes. Nothing is asked for it. */
  unreached(lab: Lab): Unreached;
  /** What of this machine keeps its nodes from each other, as far as that can be seen without asking anybody. */
  hindrance(lab: Pick<Lab, 'nodes'>): Hindrance | undefined;
  /** Every port of this machine that a lab takes here. */
  ports(lab: Blueprint): readonly number[];
}
