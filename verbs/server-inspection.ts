import type { Lab } from '../model/lab.js';
import type { NodeHandle, Provider } from '../providers/contract.js';
import { keepingOutput } from '../providers/kept-output.js';
import { ports } from '../software/zookeeper/ports.js';
import { withLogPlaces } from '../software/zookeeper/server-log.js';
import { readTemplate } from '../system/package-files.js';

/** What there is of a node's server, seen on the node itself. */
export interface ServerInspection {
  /** `ended`: one was started and is gone; `none`: none was; `unknown`: the node did not tell. */
  readonly process: 'running' | 'paused' | 'ended' | 'none' | 'unknown';
  /** Folders of its data whose disk is full. */
  readonly full: readonly string[];
  /** The last words of its log. */
  readonly log: readonly string[];
  /** Other nodes' election ports, as HOST:PORT, that do not take a connection from there. */
  readonly unreached: readonly string[];
}

const unknown: ServerInspection = { process: 'unknown', full: [], log: [], unreached: [] };

/** Milliseconds for a look at a node. */
const patience = 15_000;

/** The others' election ports, where nodes have names and addresses of their own. */
function peersOf(lab: Lab, handle: NodeHandle, provider: Provider): string[] {
  if (!provider.capabilities.network) return [];
  const others = lab.nodes.filter(({ name, role }) => name !== handle.node.name && role === 'participant');
  return others.map(({ name }) => `${name}:${ports.election}`);
}

/** Reads what the look printed: templates/waiting/server.sh says how. */
function parseInspection(output: string): ServerInspection {
  const [first = '', ...lines] = output.split('\n');
  const known = (['running', 'paused', 'ended', 'none'] as const).find((word) => word === first);
  if (!known) return unknown;
  const after = (word: string): string[] =>
    lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
  return { process: known, full: after('full'), log: after('log'), unreached: after('unreached').sort() };
}

/** Looks at a node's server on the node itself; changes nothing there. */
export async function inspectServer(
  lab: Lab,
  provider: Provider,
  handle: NodeHandle,
  signal: AbortSignal,
): Promise<ServerInspection> {
  const { pidFile, log } = handle.layout;
  const { options, said } = keepingOutput(AbortSignal.any([signal, AbortSignal.timeout(patience)]));
  try {
    const command = withLogPlaces(log, ['probes/disk.sh', 'waiting/server.sh'].map(readTemplate).join('\n'));
    const { dataDir, dataLogDir } = handle.finished();
    const words = [pidFile, dataDir, dataLogDir, ...peersOf(lab, handle, provider)];
    await handle.exec([...command, ...words], options);
  } catch {
    signal.throwIfAborted();
    // A node that does not run, or does not answer, is told by those who look at machines.
  }
  return parseInspection(said.stdout);
}
