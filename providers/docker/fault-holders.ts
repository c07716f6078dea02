/**
 * What holds a fault on a node: a small container in the node's own network, or among its processes, from the node's own
 * image. It is the engine's, and lives on without us; its labels say what it holds.
 */
import { PassThrough } from 'node:stream';
import type Docker from 'dockerode';
import type { InForce } from '../../faults/fault.js';
import { LabError } from '../../messages/errors.js';
import type { Lab } from '../../model/lab.js';
import { faultHolderCommand, hasSaid } from '../common/fault-holders.js';
import type { LabContainer } from './held.js';
import { labels, withLabel } from './labels.js';

/** A holder. */
export interface FaultHolder {
  readonly container: string;
  /** One that was made and never started holds nothing. */
  readonly running: boolean;
  readonly node: string;
  readonly holds: readonly InForce[];
}

/** Milliseconds for a holder to say that its fault is in force: a server that is stopped takes its time. */
const patience = 40_000;

/** Those of a lab. */
export async function faultHoldersOf(docker: Docker, lab: Pick<Lab, 'facts'>): Promise<FaultHolder[]> {
  const found = await docker.listContainers({
    all: true,
    filters: withLabel(labels.fault, lab.facts.id),
  });
  return found.map(({ Id, State, Labels }) => ({
    container: Id,
    running: State === 'running',
    node: Labels[labels.faultNode] ?? '',
    holds: heldBy(Labels[labels.faultHolds]),
  }));
}

function heldBy(text: string | undefined): InForce[] {
  try {
    return JSON.parse(text ?? '[]');
  } catch {
    return [];
  }
}

/** What a holder is to be. */
export interface NewFaultHolder {
  readonly node: LabContainer;
  readonly holds: readonly InForce[];
  /** What it says, as hold.sh wants it. */
  readonly words: readonly string[];
  /** Where it is: it changes the node's network, or sees its processes. */
  readonly within: 'network' | 'processes';
}

/**
 * Starts a holder and waits for its first line.
 * @returns its container, and that line @throws LabError fault.failed where the engine does not start it
 */
export async function startFaultHolder(
  docker: Docker,
  lab: Pick<Lab, 'facts'>,
  { node, holds, words, within }: NewFaultHolder,
  signal: AbortSignal,
): Promise<{ container: string; output: string }> {
  const id = holds[0]?.id ?? 'sweep';
  try {
    const { Image } = await docker.getContainer(node.id).inspect();
    const container = await docker.createContainer({
      name: `${node.name}-fault-${id}`,
      // Nothing is pulled, and there is no other system to be learned.
      Image,
      Entrypoint: faultHolderCommand(words),
      Cmd: [],
      User: 'root',
      Labels: {
        [labels.fault]: lab.facts.id,
        [labels.faultNode]: node.service,
        [labels.faultHolds]: JSON.stringify(holds),
        // The image has Compose's, of whoever built it: this is none of a project's containers.
        [labels.project]: '',
      },
      HostConfig: {
        AutoRemove: true,
        LogConfig: { Type: 'none', Config: {} },
        ...(within === 'network'
          ? { NetworkMode: `container:${node.id}`, CapAdd: ['NET_ADMIN'] }
          : { NetworkMode: 'none', PidMode: `container:${node.id}` }),
      },
    });
    const output = await firstLine(docker, container, signal);
    return { container: container.id, output };
  } catch (error) {
    signal.throwIfAborted();
    throw new LabError('fault.failed', { node: node.service, reason: (error as Error).message });
  }
}

/** Starts it and listens until it has said a line, or has ended. */
async function firstLine(docker: Docker, container: Docker.Container, signal: AbortSignal): Promise<string> {
  const stream = await container.attach({ stream: true, stdout: true, stderr: true, hijack: true });
  try {
    let said = '';
    const heard = new PassThrough({ encoding: 'utf8' });
    docker.modem.demuxStream(stream, heard, heard);
    const line = new Promise<string>((resolve, reject) => {
      heard.on('data', (text: string) => {
        said += text;
        if (hasSaid(said)) resolve(said);
      });
      stream.once('end', () => resolve(said));
      stream.once('close', () => resolve(said));
      stream.once('error', reject);
    });
    await container.start();
    const until = AbortSignal.any([signal, AbortSignal.timeout(patience)]);
    const aborted = new Promise<string>((_, reject) =>
      until.addEventListener('abort', () => reject(until.reason), { once: true }),
    );
    return await Promise.race([line, aborted]);
  } catch (error) {
    await removeFaultHolder(docker, container.id, 'at once');
    throw error;
  } finally {
    (stream as unknown as PassThrough).destroy();
  }
}

/** Ends a holder and waits until it is gone. @param how in order, undoing what it holds; or at once, leaving that as it is */
export async function removeFaultHolder(
  docker: Docker,
  id: string,
  how: 'in order' | 'at once',
): Promise<void> {
  const container = docker.getContainer(id);
  try {
    const gone = container.wait({ condition: 'removed' });
    // It may be gone before it is asked.
    gone.catch(() => {});
    if (how === 'at once') await container.remove({ force: true });
    else await container.stop({ t: 10 });
    await gone;
  } catch (error) {
    if (![304, 404, 409].includes((error as { statusCode?: number }).statusCode ?? 0)) throw error;
  }
}
