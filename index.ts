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
import { textOf } from './messages/index.js';
import { openLab as openDirectory } from './model/lab.js';
import { parseFields } from './model/parse.js';
import { contextOf } from './program/context.js';
import { handleOf } from './program/handle.js';
import { assertKnown, assertProvider, describeField } from './program/known.js';
import type { CreateOptions, OpenOptions, ZkLab } from './program/lab.js';
import { createForProvider } from './verbs/create-for-provider.js';
import { withFreeRoom } from './verbs/free-room.js';
import { unwritableOr } from './verbs/write-lab.js';

export type { Fault, FaultVerb, InForce } from './faults/fault.js';
export { LabError, UsageError } from './messages/errors.js';
export type { LabEvent } from './model/events.js';
export type { LabSpec, NodeSpec, PartialSpec } from './model/spec.js';
export type { Stage } from './model/stages.js';
export type {
  CallOptions,
  CheckOptions,
  CreateOptions,
  ExecResult,
  OpenOptions,
  StormCallOptions,
  UpCallOptions,
  ZkLab,
} from './program/lab.js';
export type { ProviderName, Whereabouts } from './providers/contract.js';
export type { Mode } from './software/zookeeper/server-state.js';
export type { PlannedFault, StormFault } from './storm/faults.js';
export type { History } from './storm/history.js';
export type { Check as StormCheck, Verdict } from './storm/judge/index.js';
export type { LabCheck, NextStep, NodeCheck, StepCheck } from './verbs/check.js';
export type { LabStatus, NodeStatus } from './verbs/status.js';
export type { StormResult } from './verbs/storm.js';

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
    if (note !== undefined) onProgress?.(textOf(note));
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
