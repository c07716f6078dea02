/**
 * zk-lab for programs: a real ZooKeeper ensemble, for instance in a test suite's set-up.
 *
 * @example
 * import { createLab } from 'zk-lab';
 *
 * const lab = await createLab({ nodes: 3 });
 * await lab.up();                       // resolves when every node serves
 * const client = connect(lab.connectString);
 * // …
 * await lab.destroy();
 *
 * @module
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closest } from 'fastest-levenshtein';
import type { FaultVerb, InForce } from './faults/fault.js';
import { parseLasting, parseVerb } from './faults/parse.js';
import { UsageError } from './messages/errors.js';
import { listed, say, textOf } from './messages/index.js';
import type { Context, LabEvent } from './model/events.js';
import { type Lab, openLab as openDirectory } from './model/lab.js';
import { parseFields } from './model/parse.js';
import type { LabSpec, PartialSpec } from './model/spec.js';
import { fieldNames } from './model/spec-schema.js';
import type { Stage } from './model/stages.js';
import { type Provider, type ProviderName, providerNames, type Whereabouts } from './providers/contract.js';
import { parseDuration } from './storm/duration.js';
import type { StormFault } from './storm/faults.js';
import { parseKinds } from './storm/kinds.js';
import { check, type LabCheck } from './verbs/check.js';
import { createForProvider } from './verbs/create-for-provider.js';
import { destroy } from './verbs/destroy.js';
import { down } from './verbs/down.js';
import { exec } from './verbs/exec.js';
import { fault, heal } from './verbs/fault.js';
import { withFreeRoom } from './verbs/free-room.js';
import { grow } from './verbs/grow.js';
import { replace } from './verbs/replace.js';
import { shrink } from './verbs/shrink.js';
import { type LabStatus, status, watchStatus } from './verbs/status.js';
import { type StormResult, storm } from './verbs/storm.js';
import { planUp, up } from './verbs/up.js';
import { usualEndpoint } from './verbs/usual-endpoint.js';
import { parseWhereabouts } from './verbs/whereabouts.js';
import { unwritableOr } from './verbs/write-lab.js';

export type { Fault, FaultVerb, InForce } from './faults/fault.js';
export { LabError, UsageError } from './messages/errors.js';
export type { LabEvent } from './model/events.js';
export type { LabSpec, NodeSpec, PartialSpec } from './model/spec.js';
export type { Stage } from './model/stages.js';
export type { ProviderName, Whereabouts } from './providers/contract.js';
export type { Mode } from './software/zookeeper/server-state.js';
export type { PlannedFault, StormFault } from './storm/faults.js';
export type { History } from './storm/history.js';
export type { Check as StormCheck, Verdict } from './storm/judge/index.js';
export type { LabCheck, NextStep, NodeCheck, StepCheck } from './verbs/check.js';
export type { LabStatus, NodeStatus } from './verbs/status.js';
export type { StormResult } from './verbs/storm.js';

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
  /** Undoes every fault that touches one of the nodes, or all, and waits for nothing. @returns what was in force */
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

/**
 * Makes a lab, without starting anything yet. Downloads what the lab is built of where the cache lacks it.
 * @throws UsageError for options that cannot be built, naming the one to change
 * @throws LabError where no engine can be used or a download fails
 */
export async function createLab(options: CreateOptions = {}): Promise<ZkLab> {
  const { directory, provider: wanted, signal, onProgress, onEvent, ...fields } = options;
  assertKnown(fields, wanted);
  const context = contextOf({
    ...(signal && { signal }),
    ...(onProgress && { onProgress }),
    ...(onEvent && { onEvent }),
  });
  const typed = parseFields(fields, { describe: describeField });
  const temporary = directory === undefined ? await temporaryFolder() : undefined;
  try {
    const { lab, provider, note } = await createForProvider(
      { directory: directory ?? join(temporary ?? '', 'lab'), typed, provider: wanted },
      context,
      temporary === undefined ? undefined : withFreeRoom,
    );
    if (note !== undefined) onProgress?.(note);
    return handleOf(lab, { engine: provider, temporary });
  } catch (error) {
    if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    throw error;
  }
}

/** @throws LabError create.disk-full, create.unwritable */
async function temporaryFolder(): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), 'zk-lab-'));
  } catch (error) {
    throw unwritableOr(error, tmpdir());
  }
}

/**
 * A lab that is there already, made by createLab or on the command line.
 * @param directory its folder, the one with zk-lab.yaml
 * @throws UsageError where there is none, or its specification is wrong
 */
export function openLab(directory: string, options: OpenOptions = {}): ZkLab {
  const { provider } = options;
  assertProvider(provider);
  return handleOf(openDirectory(directory), { provider });
}

function handleOf(
  made: Lab,
  {
    engine,
    provider = engine?.name,
    temporary,
  }: {
    readonly engine?: Provider;
    readonly provider?: ProviderName | undefined;
    readonly temporary?: string | undefined;
  },
): ZkLab {
  // Another one once it has grown or shrunk.
  let lab = made;
  const { dir } = lab;
  // Until an engine holds the nodes, where most engines put them.
  let addresses = lab.nodes.map((node) => {
    const { host, port } = engine?.node(lab, node).address ?? usualEndpoint(lab, node);
    return `${host}:${port}`;
  });
  const noted = (seen: LabStatus): LabStatus => {
    addresses = seen.nodes.map(({ clientAddress }) => clientAddress);
    return seen;
  };
  return {
    directory: dir,
    get spec() {
      return lab.spec;
    },
    get nodes() {
      return lab.nodes.map(({ name }) => name);
    },
    get connectString() {
      return addresses.join(',');
    },

    async up({ nodes, where: typed = {}, ...options } = {}) {
      const where = parseWhereabouts(typed, (field) => `up: where.${field}`);
      return noted(await up(lab, { provider, nodes: nodes ?? [], where }, contextOf(options)));
    },

    async plan({ nodes = [] } = {}) {
      return (await planUp(lab, { provider, nodes })).plan.map(textOf);
    },

    status: async () => noted(await status(lab, { provider })),

    async *watch({ signal = new AbortController().signal } = {}) {
      for await (const seen of watchStatus(lab, { provider, signal })) yield noted(seen.status);
    },

    async check({ nodes, until: stage, ...options } = {}) {
      const { until } = parseFields({ until: stage }, { describe: (field) => `check: ${field}` });
      return check(lab, { provider, nodes: nodes ?? [], until }, contextOf(options));
    },

    async exec(node, command, { signal } = {}) {
      let stdout = '';
      let stderr = '';
      const exitCode = await exec(lab, node, command, {
        provider,
        interactive: false,
        ...(signal && { signal }),
        onStdout: (chunk) => {
          stdout += chunk;
        },
        onStderr: (chunk) => {
          stderr += chunk;
        },
      });
      return { exitCode, stdout, stderr };
    },

    async storm({ for: time = '1m', seed = Math.floor(Math.random() * 2 ** 32), faults, ...options } = {}) {
      const kinds = faults && parseKinds(faults);
      return storm(lab, { provider, length: parseDuration(time), seed, kinds }, contextOf(options));
    },

    async fault(verb, words, { for: time, ...options } = {}) {
      const lasting = time === undefined ? undefined : parseLasting(time);
      return fault(lab, { provider, verb: parseVerb(verb), words, lasting }, contextOf(options));
    },

    async heal({ nodes, ...options } = {}) {
      return (await heal(lab, { provider, nodes: nodes ?? [] }, contextOf(options))).ended;
    },

    async down({ nodes, ...options } = {}) {
      await down(lab, { provider, nodes: nodes ?? [] }, contextOf(options));
    },

    async grow(voters, { observers, hosts, ...options } = {}) {
      const grown = await grow(lab, voters, { provider, observers, hosts }, contextOf(options));
      lab = grown.lab;
      return noted(grown.status);
    },

    async shrink(voters, { observers, ...options } = {}) {
      const shrunk = await shrink(lab, voters, { provider, observers }, contextOf(options));
      lab = shrunk.lab;
      return noted(shrunk.status);
    },

    async replace(node, options = {}) {
      return noted(await replace(lab, node, { provider }, contextOf(options)));
    },

    async destroy(options = {}) {
      await destroy(lab, { provider }, contextOf(options));
      if (temporary !== undefined) await rm(temporary, { recursive: true, force: true });
    },
  };
}

function contextOf({ signal, onProgress, onEvent }: CallOptions): Context {
  return {
    signal: signal ?? new AbortController().signal,
    emit(event) {
      onEvent?.(event);
      const line = lineOf(event);
      if (line !== undefined) onProgress?.(line);
    },
  };
}

/** An event as a line of text; undefined where there is nothing to say. */
function lineOf(event: LabEvent): string | undefined {
  switch (event.type) {
    case 'step':
      return textOf(event.title);
    case 'waiting':
      return say(event.until === 'serving' ? 'up.waiting' : 'up.waiting-ssh', {
        nodes: listed(event.nodes),
      });
    case 'note':
      return textOf(event.text);
    case 'typed':
      return event.commands;
    case 'output':
      return event.line;
    case 'artifact':
      return [event.artifact.phase, event.artifact.reason ?? event.artifact.file].join(' ');
    case 'ready':
      return undefined;
  }
}

/** TypeScript sees these; a program in JavaScript hears of them here. */
function assertKnown(fields: object, provider: string | undefined): void {
  const unknown = Object.keys(fields).find((name) => !(fieldNames as string[]).includes(name));
  if (unknown !== undefined) {
    const nearest = closest(unknown, fieldNames);
    throw new UsageError('spec.unknown.near', { origin: describeField(unknown), nearest });
  }
  assertProvider(provider);
}

function assertProvider(provider: string | undefined): void {
  if (provider === undefined || (providerNames as readonly string[]).includes(provider)) return;
  const nearest = closest(provider, [...providerNames]);
  throw new UsageError('cli.bad-provider', { name: provider, nearest, names: listed(providerNames) });
}

const describeField = (field: string): string => `createLab: ${field}`;
