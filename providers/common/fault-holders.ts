/** A fault on a node that is a machine: held there by templates/faults/hold.sh, which undoes it at its end. */
import { randomBytes } from 'node:crypto';
import type { Fault, InForce } from '../../faults/fault.js';
import { separatedFrom } from '../../faults/separation.js';
import { LabError } from '../../messages/errors.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { readTemplate } from '../../system/package-files.js';

/** The holder as a command. @param words as hold.sh wants them */
export function faultHolderCommand(words: readonly string[]): string[] {
  return ['bash', '-c', readTemplate('faults/hold.sh'), 'zk-lab-fault', ...words];
}

/** A fault that is to be in force from now on. @param lasting in milliseconds */
export function beginning(fault: Fault, lasting: number | undefined): InForce {
  const id = randomBytes(4).toString('hex');
  if (lasting === undefined) return { ...fault, id };
  return { ...fault, id, until: new Date(Date.now() + lasting).toISOString() };
}

/** Whole seconds that are left, 0 for no end. The holder counts them by a clock that nobody sets. */
function secondsOf({ until }: InForce): string {
  if (until === undefined) return '0';
  return String(Math.max(1, Math.round((Date.parse(until) - Date.now()) / 1000)));
}

const lasts = ({ until }: InForce): boolean => until === undefined || Date.parse(until) > Date.now();

/** What holders hold, each fault once: a cut is held on each of its nodes. */
export function faultsHeldBy(holders: readonly { readonly holds: readonly InForce[] }[]): InForce[] {
  const byId = new Map(holders.flatMap(({ holds }) => holds).map((fault) => [fault.id, fault]));
  return [...byId.values()].filter(lasts);
}

/** What concerns the whole of what a node sends: one holder does all of it. */
export const isShape = ({ verb }: Fault): boolean => verb === 'slow' || verb === 'lose' || verb === 'rate';

/** What the holder of a fault has to hold that takes over from those before it: the fault, and theirs of other kinds. */
export function takingOver(
  fault: InForce,
  before: readonly { readonly holds: readonly InForce[] }[],
): InForce[] {
  return [fault, ...faultsHeldBy(before).filter(({ verb }) => verb !== fault.verb)];
}

/** The number by which what a fault has put into a node's routing table is known; 1 is what has changed its queue. */
const shapeMark = 1;
function markOf({ id }: InForce): number {
  return 2 + Number.parseInt(id.slice(0, 7), 16);
}

/**
 * The words that put faults in force on a node.
 * @param held one fault, or all that concern what the node sends
 * @param start how the node's server is started again by whoever runs the holder
 */
export function faultHolderWords(
  lab: Lab,
  node: LabNode,
  held: readonly InForce[],
  start: readonly string[],
  dataDir: string,
): string[] {
  const [first] = held;
  if (first === undefined) throw new Error('nothing to hold');
  const time = secondsOf(first);
  switch (first.verb) {
    case 'cut': {
      const others = separatedFrom(first, node.name);
      const peers = lab.nodes.filter(({ name }) => others.includes(name)).map(({ address }) => address);
      return ['cut', time, node.address, String(markOf(first)), ...peers];
    }
    case 'stop':
    case 'kill':
      return [first.verb, time, ...start];
    case 'pause':
      return ['pause', time];
    case 'fill':
      return ['fill', time, dataDir];
    case 'clock':
      return ['clock', time, String(first.seconds)];
    default:
      return [
        'shape',
        node.address,
        ...held.map((each) => `${each.verb}:${amountOf(each)}:${secondsOf(each)}`),
      ];
  }
}

function amountOf(fault: InForce): number {
  if (fault.verb === 'slow') return fault.milliseconds;
  if (fault.verb === 'lose') return fault.percent;
  return fault.verb === 'rate' ? fault.kbit : 0;
}

/** Whether the holder has said what became of it: its first line. */
export const hasSaid = (output: string): boolean => output.includes('\n');

/** Reads that line. @throws LabError fault.… where it could not put the fault in force */
export function assertHeld(node: string, verb: string, output: string): void {
  const [line = ''] = output.split('\n');
  if (line === 'in force') return;
  const [, word, rest = ''] = /^cannot (\S+) ?(.*)$/.exec(line.trim()) ?? [];
  switch (word) {
    case 'no-server':
      throw new LabError('fault.no-server', { node, verb });
    case 'stays':
      throw new LabError('fault.stays', { node, seconds: rest });
    case 'no-netem':
    case 'own-disk':
    case 'no-iptables':
      throw new LabError(`fault.${word}`, { node });
    case 'tool':
      throw new LabError('fault.no-tool', { node, tool: rest });
    default:
      throw new LabError('fault.failed', { node, reason: rest || line.trim() || '–' });
  }
}

/** A command that shows the marks of what faults have put into the node's routing tables; anybody there may ask. */
export const marksCommand: readonly string[] = [
  'sh',
  '-c',
  'PATH=$PATH:/usr/sbin:/sbin; ip -4 route show table all proto 199',
];

/** The marks that it showed. */
export function marksIn(output: string): number[] {
  return Array.from(output.matchAll(/ metric (\d+)/g), ([, mark]) => Number(mark));
}

/** The marks that those who hold these faults on a node have put there. */
export function marksOf(held: readonly InForce[]): number[] {
  return held.flatMap((fault) =>
    fault.verb === 'cut' ? [markOf(fault)] : isShape(fault) ? [shapeMark] : [],
  );
}
