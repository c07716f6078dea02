import type { PlannedFault, StormFault } from './faults.js';
import { type Random, randomFrom } from './random.js';

/** What a plan is made of. The same gives the same plan. */
export interface PlanOptions {
  readonly seed: number;
  /** Names of the voting nodes, in the lab's order. */
  readonly nodes: readonly string[];
  readonly kinds: readonly StormFault[];
  /** Milliseconds that faults and the rests between them add up to. */
  readonly length: number;
}

/** Milliseconds, from and to. */
type Span = readonly [number, number];

/** What a server that was ended or frozen for a moment loses is its clients; for seconds, its leader or its followers. */
const spans: Readonly<Record<StormFault, { readonly short: Span; readonly long: Span }>> = {
  kill: { short: [0, 500], long: [1_500, 3_000] },
  pause: { short: [150, 900], long: [4_500, 6_500] },
  cut: { short: [150, 900], long: [4_500, 6_500] },
};
const rests: Span = [150, 500];
/** Of so many faults one is long; of so many one leaves no quorum. */
const longOf = 10;
const mostOf = 8;

const within = (random: Random, [from, to]: Span): number => Math.round(from + random.next() * (to - from));

/** So many of these, in their order. */
function someOf<T>(random: Random, these: readonly T[], count: number): T[] {
  const left = [...these];
  const taken = Array.from({ length: count }, () => left.splice(random.below(left.length), 1)[0] as T);
  return these.filter((each) => taken.includes(each));
}

/**
 * How many nodes a fault is for: mostly fewer than half, so that a quorum is left; now and then more, so that writes are
 * under way that nobody can answer. A single server is all there is.
 */
function countOf(random: Random, nodes: number): number {
  const minority = Math.max(1, Math.floor((nodes - 1) / 2));
  const some = 1 + random.below(minority);
  return random.below(mostOf) === 0 ? Math.min(nodes, minority + 1) : some;
}

/** The faults of a storm, one after another; none where no kind is wanted. @throws RangeError where none of the kinds is possible */
export function planFaults({ seed, nodes, kinds, length }: PlanOptions): PlannedFault[] {
  if (kinds.length === 0) return [];
  const random = randomFrom(seed);
  // Nobody could be cut off from nobody.
  const possible = kinds.filter((kind) => kind !== 'cut' || nodes.length > 1);
  if (possible.length === 0 || nodes.length === 0) throw new RangeError('no fault to choose from');
  const planned: PlannedFault[] = [];
  for (let total = 0; ; ) {
    const kind = random.of(possible);
    const { short, long } = spans[kind];
    const lasts = within(random, random.below(longOf) === 0 ? long : short);
    const rest = within(random, rests);
    const count = countOf(random, nodes.length);
    const chosen = someOf(random, nodes, kind === 'cut' ? Math.min(count, nodes.length - 1) : count);
    total += rest + lasts;
    if (total > length && planned.length > 0) return planned;
    planned.push({ id: planned.length + 1, kind, nodes: chosen, rest, lasts });
    if (total > length) return planned;
  }
}
