/** What of an ensemble is drawn, by what is known of it. Pure. */
import type { LabFacts, Pulse } from './protocol.js';
import { type Standing, standingOf } from './standing.js';

/** More lines than that say nothing any more. */
const mostCuts = 60;

export interface DrawnNode {
  readonly name: string;
  readonly standing: Standing;
  readonly frozen: boolean;
  /** A fault that concerns it alone is in force. */
  readonly faulty: boolean;
  /** What its server told of itself; null: nothing, or nothing yet. */
  readonly zxid: string | null;
  readonly connections: number | null;
  readonly average: number | null;
}

/** Two nodes, by their places among all. */
type Pair = readonly [from: number, to: number];

export interface PictureParts {
  readonly nodes: readonly DrawnNode[];
  /** From the leader to those that follow. */
  readonly links: readonly { readonly ends: Pair; readonly still: boolean }[];
  readonly cuts: readonly { readonly id: string; readonly ends: Pair }[];
  /** Where something can be done between two. */
  readonly pairs: readonly Pair[];
}

const nothingKnown: Omit<DrawnNode, 'name'> = {
  ...{ standing: 'unheard', frozen: false, faulty: false },
  ...{ zxid: null, connections: null, average: null },
};

const keyOf = ([one, other]: Pair): string => (one < other ? `${one} ${other}` : `${other} ${one}`);

/**
 * @param pulse absent while nothing is known: then there are the lab's nodes and nothing else
 * @param all whether something can be done between any two; of many nodes only the lines that are drawn can be told apart
 */
export function partsOf(names: LabFacts['nodes'], pulse: Pulse | undefined, all: boolean): PictureParts {
  if (!pulse) {
    const nodes = names.map(({ name }) => ({ name, ...nothingKnown }));
    return { nodes, links: [], cuts: [], pairs: [] };
  }
  const { status, figures } = pulse;
  const frozen = new Set(pulse.frozen);
  const faulty = new Set(status.faults.flatMap((fault) => (fault.verb === 'cut' ? [] : [fault.node])));
  const nodes = status.nodes.map((node): DrawnNode => {
    const { connections = null, latency = null } = figures[node.name] ?? {};
    return {
      name: node.name,
      standing: standingOf(node, pulse.unheard),
      frozen: frozen.has(node.name),
      faulty: faulty.has(node.name),
      zxid: node.zxid,
      ...{ connections, average: latency?.average ?? null },
    };
  });
  const places = new Map(nodes.map(({ name }, index) => [name, index]));
  const placesOf = (side: readonly string[]): number[] => side.flatMap((name) => places.get(name) ?? []);
  const cuts = status.faults
    .flatMap((fault) => {
      if (fault.verb !== 'cut') return [];
      const [here, there] = fault.sides.map(placesOf) as [number[], number[]];
      return here.flatMap((from) => there.map((to) => ({ id: fault.id, ends: [from, to] as const })));
    })
    .slice(0, mostCuts);
  const isCut = new Set(cuts.map(({ ends }) => keyOf(ends)));
  const leader = places.get(status.leader ?? '');
  const followers = nodes.flatMap(({ standing }, index) =>
    standing === 'follower' || standing === 'observer' ? [index] : [],
  );
  const led = leader === undefined ? [] : followers.map((to): Pair => [leader, to]);
  const links = led
    .filter((ends) => !isCut.has(keyOf(ends)))
    .map((ends) => ({ ends, still: ends.some((place) => nodes[place]?.frozen === true) }));
  const every = nodes.flatMap((_, from) =>
    nodes.slice(from + 1).map((_, index): Pair => [from, from + 1 + index]),
  );
  const drawn = new Set([...isCut, ...led.map(keyOf)]);
  const pairs = all ? every : every.filter((pair) => drawn.has(keyOf(pair)));
  return { nodes, links, cuts, pairs };
}
