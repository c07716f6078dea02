import { LabError } from '../messages/errors.js';
import { say, textOf } from '../messages/index.js';
import type { Provider } from '../providers/contract.js';
import { keepingOutput } from '../providers/kept-output.js';
import { openTree } from '../software/zookeeper/znodes.js';
import { quoted } from '../system/quoted.js';
import { isAboutRunning } from './about-running.js';
import type { Step } from './lesson.js';
import type { LessonNode } from './lesson-node.js';
import { type Observation, observationsIn } from './observations.js';
import { commandsFor } from './placeholders.js';
import { readProbes } from './probes.js';
import { pathsOf, type Tree } from './znodes.js';

/** What was seen on a node: by the ids of the steps, or in words why nothing could be. */
export type Looked = ReadonlyMap<string, Observation> | { readonly absent: string };

/** Milliseconds for everything on a node, and for each node that it may log in on: its probes end by themselves before. */
const patience = 60_000;
const patiencePerNode = 5_000;

/** What of a step is looked at. */
export type Looking = Pick<Step, 'id' | 'probe' | 'answer' | 'znodes'>;

/**
 * The one script that looks at everything on a node.
 * @param probes the functions that it calls
 * @param absent the names of those nodes that do not run
 * @internal
 */
export function scriptFor(
  node: LessonNode,
  steps: readonly Looking[],
  probes: string,
  absent: readonly string[],
): string {
  const command = commandsFor(node);
  const looks = steps.flatMap(({ id, probe }) =>
    probe === undefined ? [] : [`look ${id} ${command(probe)}`],
  );
  return `${probes}absent=${quoted(` ${absent.join(' ')} `)}\n${looks.join('\n')}\nthe_rest\n`;
}

/** Runs a script on one node. @throws LabError where nothing can be run there */
async function lookAt(
  { lab, node }: LessonNode,
  script: string,
  provider: Provider,
  signal: AbortSignal,
): Promise<Looked> {
  const timeout = AbortSignal.timeout(patience + patiencePerNode * lab.nodes.length);
  const { options, said } = keepingOutput(AbortSignal.any([signal, timeout]));
  try {
    await provider.node(lab, node).exec(['bash', '-c', script], options);
  } catch (error) {
    // What came in time counts.
    if (!timeout.aborted || signal.aborted) throw error;
  }
  signal.throwIfAborted();
  return observationsIn(said.stdout);
}

/**
 * Looks at every node, all at the same time. One on which nothing can be run is absent.
 * @throws LabError where that is so on all of them, and no step is about whether they run
 */
export async function look(
  { steps, probes: own }: { readonly steps: readonly Looking[]; readonly probes: string },
  nodes: readonly LessonNode[],
  provider: Provider,
  signal: AbortSignal,
): Promise<Looked[]> {
  const [first] = nodes;
  const probes = `${readProbes()}${own}\n`;
  const mayBeAbsent = steps.some(isAboutRunning);
  // Only plain processes can lose their files, and to ask others takes a call of their engine.
  const mayBeDisplaced = provider.capabilities.machine === 'shared';
  const states = first && (mayBeAbsent || mayBeDisplaced) ? await provider.states(first.lab) : [];
  const absent = mayBeAbsent ? states.filter(({ running }) => !running).map(({ name }) => name) : [];
  const failures: LabError[] = [];
  const looked = await Promise.all(
    nodes.map(async (each): Promise<Looked> => {
      const { name } = each.node;
      if (absent.includes(name)) return { absent: '' };
      // What is wrong with its files is not its learner's to mend.
      const { note } = states.find((state) => state.displaced && state.name === name) ?? {};
      if (note) return { absent: textOf(note) };
      try {
        return await lookAt(each, scriptFor(each, steps, probes, absent), provider, signal);
      } catch (error) {
        if (!(error instanceof LabError)) throw error;
        failures.push(error);
        return { absent: error.code === 'node.not-running' ? say('check.not-running') : error.message };
      }
    }),
  );
  const [failure] = failures;
  if (failure !== undefined && failures.length === nodes.length && !mayBeAbsent) throw failure;
  return looked;
}

/** The znodes that steps ask for, by path. */
export function znodesOf(steps: readonly Looking[]): string[] {
  return [...new Set(steps.flatMap(({ znodes }) => pathsOf(znodes ?? [])))];
}

/** How a client of this machine names the ensemble. */
export function clientAddresses(nodes: readonly LessonNode[], provider: Provider): string {
  const addresses = nodes.map(({ lab, node }) => {
    const { host, port } = provider.node(lab, node).address;
    return `${host}:${port}`;
  });
  return addresses.join(',');
}

/**
 * Reads the znodes that steps ask for, through a client of this machine.
 * @returns undefined where no server could be asked, or there was nothing to ask for
 */
export async function lookAtTree(
  steps: readonly Looking[],
  nodes: readonly LessonNode[],
  provider: Provider,
): Promise<Tree | undefined> {
  const paths = znodesOf(steps);
  if (paths.length === 0) return undefined;
  const reader = await openTree(clientAddresses(nodes, provider)).catch(() => undefined);
  try {
    return await reader?.read(paths).catch(() => undefined);
  } finally {
    reader?.close();
  }
}
