/** Faults on nodes that are machines with a way in: held there by a process of their own. */
import { endsServer, type Fault, type InForce, nodesIn, touches } from '../../faults/fault.js';
import { LabError } from '../../messages/errors.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { readTemplate } from '../../system/package-files.js';
import type { ExecOptions, FaultControl, NodeHandle } from '../contract.js';
import { keepingOutput } from '../kept-output.js';
import {
  assertHeld,
  beginning,
  faultHolderCommand,
  faultHolderWords,
  faultsHeldBy,
  isShape,
  marksOf,
  takingOver,
} from './fault-holders.js';

/** How such nodes are reached. */
export interface Machines {
  node(lab: Lab, node: LabNode): NodeHandle;
  /** Whether the node's machine was made; nothing else is to be asked. */
  isMade(lab: Lab, node: LabNode): boolean;
  /** Runs a program on a node as its handle does, but without looking first whether it is there. @returns its exit status */
  exec(lab: Lab, node: LabNode, command: readonly string[], options: ExecOptions): Promise<number>;
  /** What starts a node's server there. */
  start(node: LabNode): readonly string[];
}

/** A process on a node that holds faults. */
interface FaultHolder {
  readonly node: LabNode;
  readonly pid: string;
  readonly holds: readonly InForce[];
}

/** What was seen on a node. */
interface Seen {
  readonly node: LabNode;
  readonly holders: readonly FaultHolder[];
  readonly marks: readonly number[];
  /** Whether a file is there that fills its disk. */
  readonly file: boolean;
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

/** Faults on such machines. */
export function machineFaults(machines: Machines): FaultControl {
  /** Runs one of templates/faults/ on a node. @returns what it printed */
  async function run(lab: Lab, node: LabNode, script: string, words: readonly string[]): Promise<string> {
    const { options, said } = keepingOutput();
    const command = ['bash', '-c', readTemplate(`faults/${script}`), script, ...words];
    await machines.exec(lab, node, command, options);
    return said.stdout;
  }

  const dataOf = (lab: Lab, node: LabNode): string => machines.node(lab, node).finished().dataDir;

  /** What was seen on those of the nodes that answer. */
  async function lookAt(lab: Lab, nodes: readonly LabNode[]): Promise<Seen[]> {
    const made = nodes.filter((node) => machines.isMade(lab, node));
    const found = await Promise.all(
      made.map(async (node) => {
        const output = await run(lab, node, 'look.sh', [dataOf(lab, node)]);
        return /^looked$/m.test(output) ? seenOn(node, output) : undefined;
      }),
    );
    return found.filter((each) => each !== undefined);
  }

  /** @param signal TERM: they undo what they hold; KILL: they leave it */
  async function stop(lab: Lab, holders: readonly FaultHolder[], signal: 'TERM' | 'KILL'): Promise<void> {
    await Promise.all(holders.map(({ node, pid }) => run(lab, node, 'end.sh', [signal, pid])));
  }

  async function inForce(lab: Lab): Promise<InForce[]> {
    return faultsHeldBy((await lookAt(lab, lab.nodes)).flatMap(({ holders }) => holders));
  }

  async function hold(lab: Lab, node: LabNode, holds: readonly InForce[], verb: string): Promise<void> {
    const held = Buffer.from(JSON.stringify(holds)).toString('base64');
    const words = faultHolderWords(lab, node, holds, machines.start(node), dataOf(lab, node));
    const [, , script = ''] = faultHolderCommand(words);
    const output = await run(lab, node, 'launch.sh', [held, script, ...words]);
    assertHeld(node.name, verb, output);
  }

  async function put(lab: Lab, fault: Fault, lasting: number | undefined): Promise<InForce> {
    const named = lab.nodes.filter(({ name }) => nodesIn(fault).includes(name));
    const looked = await lookAt(lab, named);
    const silent = named.find((node) => !looked.some((seen) => seen.node === node));
    if (silent) throw new LabError('node.not-running', { node: silent.name });
    const wanted = beginning(fault, lasting);
    const before = isShape(fault)
      ? looked.flatMap(({ holders }) => holders).filter(({ holds }) => holds.some(isShape))
      : [];
    const holds = takingOver(wanted, before);
    const put = await Promise.allSettled(named.map((node) => hold(lab, node, holds, fault.verb)));
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
    const looked = await lookAt(lab, lab.nodes);
    await stop(
      lab,
      looked
        .flatMap(({ holders }) => holders)
        .filter(({ holds }) => holds.some(({ id }) => faults.some((each) => each.id === id))),
      'TERM',
    );
    const ended = faults.filter(endsServer).flatMap(nodesIn);
    const nodes = looked.map(({ node }) => node).filter(({ name }) => ended.includes(name));
    await Promise.all(nodes.map((node) => machines.node(lab, node).startServer(context)));
  }

  /** What nobody holds on those that were seen. */
  function unheld(seen: readonly Seen[]): Seen[] {
    return seen
      .map((each) => {
        const held = each.holders.flatMap(({ holds }) => holds);
        const marks = each.marks.filter((mark) => !marksOf(held).includes(mark));
        return { ...each, marks, file: each.file && !held.some(({ verb }) => verb === 'fill') };
      })
      .filter(({ marks, file }) => marks.length > 0 || file);
  }

  return {
    inForce,
    put,
    end,
    async left(lab, nodes) {
      const looked = await lookAt(lab, nodes);
      const unseen = nodes.filter((node) => !looked.some((seen) => seen.node === node));
      return {
        found: unheld(looked).map(({ node }) => node.name),
        unseen: unseen.map(({ name }) => name),
      };
    },
    async sweep(lab, nodes) {
      await Promise.all(
        unheld(await lookAt(lab, nodes)).map(async ({ node, marks, file }) => {
          const full = `${dataOf(lab, node)}/.zk-lab-fill`;
          if (file) await machines.exec(lab, node, ['rm', '-f', full], { interactive: false });
          if (marks.length === 0) return;
          const words = ['sweep', node.address, ...marks.map(String)];
          assertHeld(node.name, 'heal', await run(lab, node, 'hold.sh', words));
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
  const ending = faults.filter((fault) => !endsServer(fault));
  await control.end(lab, ending, context);
}
