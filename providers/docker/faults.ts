/** Faults on nodes that are containers. */
import {
  endsServer,
  type Fault,
  type FaultVerb,
  type InForce,
  nodesIn,
  silences,
  touches,
} from '../../faults/fault.js';
import { LabError } from '../../messages/errors.js';
import { type Sentence, sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import {
  assertHeld,
  beginning,
  faultHolderWords,
  faultsHeldBy,
  isShape,
  marksCommand,
  marksIn,
  marksOf,
  takingOver,
} from '../common/fault-holders.js';
import { startByProvision } from '../common/machine.js';
import type { FaultControl, LeftOfFaults } from '../contract.js';
import { keepingOutput } from '../kept-output.js';
import { connectEngine } from './engine.js';
import { execCaptured } from './exec.js';
import { explainKnown } from './failures.js';
import { faultHoldersOf, type NewFaultHolder, removeFaultHolder, startFaultHolder } from './fault-holders.js';
import { containersOf, type LabContainer } from './held.js';

/** What containers can be done to. */
export const possible: Readonly<Record<FaultVerb, true | Sentence>> = {
  stop: true,
  kill: true,
  pause: true,
  cut: true,
  slow: true,
  lose: true,
  rate: true,
  fill: sentence('fault.docker.fill'),
  clock: sentence('fault.docker.clock'),
};

/** Where the lab's own files are in a container. */
const labFiles = '/lab';

/** node.sh, which is the first process of a node, starts the server at this signal: what a holder starts ends with it. */
const start = ['kill', '-USR1', '1'];

/** @throws LabError node.not-running */
function runningAmong(containers: readonly LabContainer[], name: string): LabContainer {
  const found = containers.find(({ service, running }) => service === name && running);
  if (!found) throw new LabError('node.not-running', { node: name });
  return found;
}

async function inForce(lab: Lab): Promise<InForce[]> {
  return faultsHeldBy((await faultHoldersOf(connectEngine().docker, lab)).filter(({ running }) => running));
}

async function put(
  lab: Lab,
  fault: Fault,
  lasting: number | undefined,
  { signal }: Context,
): Promise<InForce> {
  const { docker } = connectEngine();
  const [containers, holders] = await Promise.all([containersOf(docker, lab), faultHoldersOf(docker, lab)]);
  const wanted = beginning(fault, lasting);
  const named = lab.nodes.filter(({ name }) => nodesIn(fault).includes(name));
  // What a node sends goes through one queue: its holder holds all that concerns that.
  const before = isShape(fault)
    ? holders.filter(
        ({ node, running, holds }) => running && nodesIn(fault).includes(node) && holds.some(isShape),
      )
    : [];
  const holds = takingOver(wanted, before);
  const holdings = named.map((node): NewFaultHolder => {
    return {
      node: runningAmong(containers, node.name),
      holds,
      words: faultHolderWords(lab, node, holds, start, ''),
      within: silences(fault) ? 'processes' : 'network',
    };
  });
  const started = await Promise.allSettled(
    holdings.map(async (holding) => {
      const { container, output } = await startFaultHolder(docker, lab, holding, signal);
      try {
        assertHeld(holding.node.service, fault.verb, output);
      } catch (error) {
        // It ends by itself, but nobody is to take it for one that holds something meanwhile.
        await removeFaultHolder(docker, container, 'at once');
        throw error;
      }
      return container;
    }),
  );
  const failed = started.find((each) => each.status === 'rejected');
  if (failed) {
    // One side alone is no partition.
    await Promise.all(
      started.map(
        async (each) => each.status === 'fulfilled' && removeFaultHolder(docker, each.value, 'in order'),
      ),
    );
    const said = failed.reason instanceof LabError ? undefined : explainKnown(lab, String(failed.reason));
    throw said ?? failed.reason;
  }
  // The new holder has taken over what these hold.
  await Promise.all(before.map(({ container }) => removeFaultHolder(docker, container, 'at once')));
  return wanted;
}

async function end(lab: Lab, ended: readonly InForce[], context: Context): Promise<void> {
  const { docker } = connectEngine();
  const holders = (await faultHoldersOf(docker, lab)).filter(
    ({ running, holds }) => !running || holds.some(({ id }) => ended.some((fault) => fault.id === id)),
  );
  await Promise.all(
    holders.map(({ container, running }) =>
      removeFaultHolder(docker, container, running ? 'in order' : 'at once'),
    ),
  );
  const silenced = ended.filter(endsServer).flatMap(nodesIn);
  const containers = await containersOf(docker, lab);
  await Promise.all(
    lab.nodes
      .filter(({ name }) => silenced.includes(name))
      .map(async (node) => {
        const found = containers.find(({ service, running }) => service === node.name && running);
        if (!found) return;
        const container = docker.getContainer(found.id);
        await startByProvision(
          { node, exec: (command, options) => execCaptured(container, command, options) },
          labFiles,
          context,
        );
      }),
  );
}

/** The marks on each of the nodes that run, with those that somebody holds there left out. */
async function unheldMarks(
  lab: Lab,
  nodes: readonly LabNode[],
): Promise<{ container: LabContainer; node: LabNode; marks: number[] }[]> {
  const { docker } = connectEngine();
  const [containers, holders] = await Promise.all([containersOf(docker, lab), faultHoldersOf(docker, lab)]);
  return Promise.all(
    nodes.flatMap((node) => {
      const container = containers.find(({ service, running }) => service === node.name && running);
      if (!container) return [];
      const held = holders
        .filter((holder) => holder.running && holder.node === node.name)
        .flatMap(({ holds }) => marksOf(holds));
      return [
        marksOn(container).then((marks) => ({
          container,
          node,
          marks: marks.filter((m) => !held.includes(m)),
        })),
      ];
    }),
  );
}

async function marksOn({ id }: LabContainer): Promise<number[]> {
  const { options, said } = keepingOutput();
  await execCaptured(connectEngine().docker.getContainer(id), marksCommand, options);
  return [...new Set(marksIn(said.stdout))];
}

async function left(lab: Lab, nodes: readonly LabNode[]): Promise<LeftOfFaults> {
  const found = (await unheldMarks(lab, nodes)).filter(({ marks }) => marks.length > 0);
  return { found: found.map(({ node }) => node.name), unseen: [] };
}

async function sweep(lab: Lab, nodes: readonly LabNode[], { signal }: Context): Promise<void> {
  const { docker } = connectEngine();
  await Promise.all(
    (await unheldMarks(lab, nodes)).map(async ({ container, node, marks }) => {
      if (marks.length === 0) return;
      const words = ['sweep', node.address, ...marks.map(String)];
      const holding: NewFaultHolder = { node: container, holds: [], words, within: 'network' };
      const { output } = await startFaultHolder(docker, lab, holding, signal);
      assertHeld(node.name, 'heal', output);
    }),
  );
}

export const faults: FaultControl = { inForce, put, end, left, sweep };

/** Ends whatever holds a fault on these nodes, which are about to end themselves. */
export async function endHolders(lab: Lab, nodes: readonly string[]): Promise<void> {
  const { docker } = connectEngine();
  const holders = (await faultHoldersOf(docker, lab)).filter(
    ({ node, holds }) => nodes.includes(node) || holds.some((fault) => touches(fault, nodes)),
  );
  await Promise.all(
    holders.map(({ container, running, holds }) => {
      // A server would be started, only to be ended again.
      const how = running && !holds.some(endsServer) ? 'in order' : 'at once';
      return removeFaultHolder(docker, container, how);
    }),
  );
}
