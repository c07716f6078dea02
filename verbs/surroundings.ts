/**
 * What nodes cannot know of what is in their way: that it is another lab of this machine, or this machine's own kernel or disk. Told
 * by check as up tells it, instead of what a node alone would take it for. Faults between nodes are none of this: they also explain what
 * no node saw by itself, because it was compared or is about znodes, and engines are asked for them only where something failed that
 * they may explain; so they are a condition of remedies (lessons/conditions.ts).
 */
import { accessSync, constants } from 'node:fs';
import type { Looked } from '../lessons/look.js';
import type { Facts, Observation } from '../lessons/observations.js';
import { say, textOf } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import { isThere, toldLab } from '../model/registry.js';
import type { Provider } from '../providers/contract.js';
import { whyUnwritable } from '../system/disk.js';
import { otherLabAt } from './other-labs.js';

/** What a remedy depends on then, and names. */
interface Explanation {
  readonly detail: string;
  readonly facts: Facts;
}

/** Looks at what a node saw with the eyes of this machine; undefined where that tells no more. */
type Explain = (lab: Lab, provider: Provider, seen: Observation) => Promise<Explanation | undefined>;

/** Another lab's server is not to be killed as some process: its lab is to be stopped. */
const anotherLab: Explain = async (lab, { capabilities }, { facts }) => {
  if (capabilities.machine === 'own') return undefined;
  const { kill: _, sudo: __, user: ___, ...others } = facts;
  for (const port of facts.port ?? []) {
    const other = await otherLabAt(lab, Number(port));
    if (!other) continue;
    const which = isThere(other) ? { labFolder: [other.dir] } : { goneLab: [other.name] };
    return { detail: 'another-lab', facts: { ...others, ...which, port: [port], by: [toldLab(other)] } };
  }
  return undefined;
};

/** Members that do not reach each other where the kernel has no place to note where they are. */
const noRoom: Explain = async (lab, { hindrance }, { detail, facts }) => {
  const found = detail === 'unreached' ? hindrance(lab) : undefined;
  return (
    found && { detail: 'hindrance', facts: { ...facts, by: [textOf(found.told)], setting: [found.setting] } }
  );
};

/** A lab in which this user can write nothing is not made another's by chown, nor a disk writable by chmod. */
const noWriting: Explain = async ({ dir }, { capabilities }, { detail, facts }) => {
  if (capabilities.machine === 'own' || detail !== 'writing') return undefined;
  try {
    accessSync(dir, constants.W_OK);
    return undefined;
  } catch (error) {
    const by = say('lab.takes-no-writing', { directory: dir, reason: whyUnwritable(error, dir) });
    return { detail: 'no-writing', facts: { ...facts, by: [by], labFolder: [dir] } };
  }
};

const explanations: readonly Explain[] = [anotherLab, noRoom, noWriting];

async function explained(lab: Lab, provider: Provider, seen: Observation): Promise<Observation> {
  if (seen.done) return seen;
  for (const explain of explanations) {
    const more = await explain(lab, provider, seen);
    if (more) return { ...seen, ...more };
  }
  return seen;
}

/** What was seen on each node, with what this machine knows of it. */
export function withSurroundings(lab: Lab, provider: Provider, looked: readonly Looked[]): Promise<Looked[]> {
  return Promise.all(
    looked.map(async (each): Promise<Looked> => {
      if ('absent' in each) return each;
      const seen = await Promise.all(
        [...each].map(async ([id, one]) => [id, await explained(lab, provider, one)] as const),
      );
      return new Map(seen);
    }),
  );
}
