/** Faults on nodes that are machines with a way in: held there by a process of their own. */
import { type Fault, type InForce, nodesIn, touches } from '../../faults/fault.js';
import { LabError } from '../../messages/errors.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { readTemplate } from '../../system/package-files.js';
import type { FaultControl, NodeHandle } from '../contract.js';
import { assertHeld, beginning, holderCommand, holderWords, isShape, marksOf } from './holding.js';

/** How such nodes are reached. */
export interface Machines {
  node(lab: Lab, node: LabNode): NodeHandle;
  /** Those of the nodes that answer. */
  answering(lab: Lab, nodes: readonly LabNode[]): Promise<readonly LabNode[]>;
  /** What starts a node's server there. */
  start(node: LabNode): readonly string[];
}

/** A process on a node that holds faults. */
interface Holder {
  readonly node: LabNode;
  readonly pid: string;
  readonly holds: readonly InForce[];
}

/** What was seen on a node. */
interface Seen {
  readonly node: LabNode;
  readonly holders: readonly Holder[];
  readonly marks: readonly number[];
  /** Whether a file is there that fills its disk. */
  readonly file: boolean;
}

/** Runs one of templates/faults/ on a node. @returns what it printed */
async function run({ exec }: NodeHandle, script: string, words: readonly string[]): Promise<string> {
  let output = '';
  const command = ['bash', '-c', readTemplate(`faults/${script}`), script, ...words];
  await exec(command, {
    interactive: false,
    onStdout: (chunk) => {
      output += chunk;
    },
  });
  return output;
}

function heldBy(text = ''): readonly InForce[] {
  try {
    return JSON.parse(Buffer.from(text, 'base64').toString());
  } catch {
    return [];
  }
}

function seenOn(node: LabNode, output: string): Seen {
  const lines = output.split('\n').map((line) => line.split(' '));
  const holders = lines.flatMap(([word, pid = '', held]) =>
    word === 'held' ? [{ node, pid, holds: heldBy(held) }] : [],
  );
  const marks = lines.flatMap(([word, mark]) => (word === 'mark' ? [Number(mark)] : []));
  return { node, holders, marks: [...new Set(marks)], file: lines.some(([word]) => word === 'file') };
}

const lasts = ({ until }: InForce): boolean => until === undefined || Date.parse(until) > Date.now();

/** Faults on such machines. */
export function machineFaults(machines: Machines): FaultControl {
  const dataOf = (lab: Lab, node: LabNode): string => machines.node(lab, node).finished().dataDir;

  async function lookAt(lab: Lab, nodes: readonly LabNode[]): Promise<Seen[]> {
    const found = await Promise.all(
      (await machines.answering(lab, nodes)).map(async (node) => {
        try {
          return seenOn(node, await run(machines.node(lab, node), 'look.sh', [dataOf(lab, node)]));
        } catch {
          // It has gone meanwhile.
          return undefined;
        }
      }),
    );
    return found.filter((each) => each !== undefined);
  }

  /** @param signal TERM: they undo what they hold; KILL: they leave it */
  async function stop(lab: Lab, holders: readonly Holder[], signal: 'TERM' | 'KILL'): Promise<void> {
    await Promise.all(holders.map(({ node, pid }) => run(machines.node(lab, node), 'end.sh', [signal, pid])));
  }

  async function inForce(lab: Lab): Promise<InForce[]> {
    const holders = (await lookAt(lab, lab.nodes)).flatMap(({ holders }) => holders);
    const byId = new Map(holders.flatMap(({ holds }) => holds).map((fault) => [fault.id, fault]));
    return [...byId.values()].filter(lasts);
  }

  async function hold(lab: Lab, node: LabNode, holds: readonly InForce[], verb: string): Promise<void> {
    const held = Buffer.from(JSON.stringify(holds)).toString('base64');
    const words = holderWords(lab, node, holds, machines.start(node), dataOf(lab, node));
    const [, , script = ''] = holderCommand(words);
    const output = await run(machines.node(lab, node), 'launch.sh', [held, script, ...words]);
    assertHeld(node.name, verb, output);
  }

  async function put(lab: Lab, fault: Fault, lasting: number | undefined): Promise<InForce> {
    const named = lab.nodes.filter(({ name }) => nodesIn(fault).includes(name));
    const answering = await machines.answering(lab, named);
    const silent = named.find((node) => !answering.includes(node));
    if (silent) throw new LabError('node.not-running', { node: silent.name });
    const wanted = beginning(fault, lasting);
    const before = isShape(fault)
      ? (await lookAt(lab, named))
          .flatMap(({ holders }) => holders)
          .filter(({ holds }) => holds.some(isShape))
      : [];
    const others = before
      .flatMap(({ holds }) => holds)
      .filter((each) => each.verb !== fault.verb && lasts(each));
    const put = await Promise.allSettled(
      named.map((node) => hold(lab, node, [wanted, ...others], fault.verb)),
    );
    const failed = put.find((each) => each.status === 'rejected');
    if (failed) {
      // One side alone is no partition.
      const begun = (await lookAt(lab, named)).flatMap(({ holders }) => holders);
      await stop(
        lab,
        begun.filter(({ holds }) => holds.some(({ id }) => id === wanted.id)),
        'TERM',
      );
      throw failed.reason;
    }
    // The new holder has taken over what these hold.
    await stop(lab, before, 'KILL');
    return wanted;
  }

  async function end(lab: Lab, faults: readonly InForce[], context: Context): Promise<void> {
    if (faults.length === 0) return;
    const holders = (await lookAt(lab, lab.nodes)).flatMap((seen) => seen.holders);
    await stop(
      lab,
      holders.filter(({ holds }) => holds.some(({ id }) => faults.some((each) => each.id === id))),
      'TERM',
    );
    const ended = faults.filter(({ verb }) => verb === 'stop' || verb === 'kill').flatMap(nodesIn);
    const nodes = lab.nodes.filter(({ name }) => ended.includes(name));
    await Promise.all(
      (await machines.answering(lab, nodes)).map((node) => machines.node(lab, node).startServer(context)),
    );
  }

  /** Those on whom something is that nobody holds. */
  async function unheld(lab: Lab, nodes: readonly LabNode[]): Promise<Seen[]> {
    return (await lookAt(lab, nodes))
      .map((seen) => {
        const held = seen.holders.flatMap(({ holds }) => holds);
        const marks = seen.marks.filter((mark) => !marksOf(held).includes(mark));
        return { ...seen, marks, file: seen.file && !held.some(({ verb }) => verb === 'fill') };
      })
      .filter(({ marks, file }) => marks.length > 0 || file);
  }

  return {
    inForce,
    put,
    end,
    async left(lab, nodes) {
      const [answering, found] = await Promise.all([machines.answering(lab, nodes), unheld(lab, nodes)]);
      const unseen = nodes.filter((node) => !answering.includes(node));
      return { found: found.map(({ node }) => node.name), unseen: unseen.map(({ name }) => name) };
    },
    async sweep(lab, nodes) {
      await Promise.all(
        (await unheld(lab, nodes)).map(async ({ node, marks, file }) => {
          const handle = machines.node(lab, node);
          if (file)
            await handle.exec(['rm', '-f', `${dataOf(lab, node)}/.zk-lab-fill`], { interactive: false });
          if (marks.length === 0) return;
          const words = ['sweep', node.address, ...marks.map(String)];
          assertHeld(node.name, 'heal', await run(handle, 'hold.sh', words));
        }),
      );
    },
  };
}

/** Ends whatever holds a fault that touches these nodes, which are about to end themselves; starts no server for it. */
export async function endFaultsOn(
  control: FaultControl,
  lab: Lab,
  nodes: readonly LabNode[],
  context: Context,
): Promise<void> {
  const names = nodes.map(({ name }) => name);
  const faults = (await control.inForce(lab)).filter((fault) => touches(fault, names));
  // A server that one of them has ended goes with its machine.
  const ending = faults.filter(({ verb }) => verb !== 'stop' && verb !== 'kill');
  await control.end(lab, ending, context);
}
