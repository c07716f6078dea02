import { LabError } from '../messages/errors.js';
import type { Provider } from '../providers/contract.js';
import { quoted } from '../system/quoted.js';
import type { Step } from './lesson.js';
import type { LessonNode } from './lesson-node.js';
import { type Observation, observationsIn } from './observations.js';
import { commandsFor } from './placeholders.js';
import { readProbes } from './probes.js';

/** What was seen on a node: by the ids of the steps, or in words why nothing could be. */
export type Looked = ReadonlyMap<string, Observation> | { readonly absent: string };

/** Milliseconds for everything on a node, and for each node that it may log in on: its probes end by themselves before. */
const patience = 60_000;
const patiencePerNode = 5_000;

/**
 * The one script that looks at everything on a node.
 * @param probes the functions that it calls
 * @param absent the names of those nodes that do not run
 * @internal
 */
export function scriptFor(
  node: LessonNode,
  steps: readonly Step[],
  probes: string,
  absent: readonly string[],
): string {
  const command = commandsFor(node);
  const looks = steps.flatMap(({ id, probe }) =>
    probe === undefined ? [] : [`look ${id} ${command(probe)}`],
  );
  return `${probes}absent=${quoted(` ${absent.join(' ')} `)}\n${looks.join('\n')}\n`;
}

/** Runs a script on one node. @throws LabError where nothing can be run there */
async function lookAt(
  { lab, node }: LessonNode,
  script: string,
  provider: Provider,
  signal: AbortSignal,
): Promise<Looked> {
  const timeout = AbortSignal.timeout(patience + patiencePerNode * lab.nodes.length);
  let output = '';
  try {
    await provider.node(lab, node).exec(['bash', '-c', script], {
      interactive: false,
      signal: AbortSignal.any([signal, timeout]),
      onStdout: (chunk) => {
        output += chunk;
      },
    });
  } catch (error) {
    // What came in time counts.
    if (!timeout.aborted || signal.aborted) throw error;
  }
  signal.throwIfAborted();
  return observationsIn(output);
}

/**
 * Looks at every node, all at the same time. One that does not run is absent where there is a step for that.
 * @throws LabError where something else keeps a probe from being run
 */
export async function look(
  steps: readonly Step[],
  nodes: readonly LessonNode[],
  provider: Provider,
  signal: AbortSignal,
): Promise<Looked[]> {
  const [first] = nodes;
  const probes = readProbes();
  const mayBeAbsent = steps.some(({ probe }) => probe === undefined);
  const states = mayBeAbsent && first ? await provider.states(first.lab) : [];
  const absent = states.filter(({ running }) => !running).map(({ name }) => name);
  return Promise.all(
    nodes.map(async (each): Promise<Looked> => {
      if (absent.includes(each.node.name)) return { absent: '' };
      try {
        return await lookAt(each, scriptFor(each, steps, probes, absent), provider, signal);
      } catch (error) {
        if (mayBeAbsent && error instanceof LabError) return { absent: error.message };
        throw error;
      }
    }),
  );
}
