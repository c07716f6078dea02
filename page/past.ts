/** Who led when, and which faults were in force: what the strip below the picture shows. Pure. */
import type { Pulse } from '../verbs/pulse.js';

/** A stretch of time, in milliseconds since 1970; `to` is the last moment at which it was seen to be so. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** One that leads (null: nobody does), and the epoch in which it does. */
export interface Reign extends Stretch {
  readonly leader: string | null;
}

export interface FaultBand extends Stretch {
  readonly id: string;
  readonly verb: string;
  /** The nodes that it names, those of a cut's two sides divided by a slash. */
  readonly nodes: string;
}

export interface Past {
  readonly reigns: readonly Reign[];
  readonly faults: readonly FaultBand[];
}

export const noPast: Past = { reigns: [], faults: [] };

/** Milliseconds that are kept. */
export const kept = 10 * 60_000;

/** The past, and what is so now. */
export function remember(past: Past, at: number, { status }: Pulse): Past {
  const leader = status.quorum
    ? (status.leader ?? (status.nodes.length === 1 ? (status.nodes[0]?.name ?? null) : null))
    : null;
  const last = past.reigns.at(-1);
  const before = past.reigns.slice(0, -1);
  const reigns: readonly Reign[] =
    last === undefined
      ? [{ leader, from: at, to: at }]
      : last.leader === leader
        ? [...before, { ...last, to: at }]
        : [...before, { ...last, to: at }, { leader, from: at, to: at }];
  const inForce = new Set(status.faults.map(({ id }) => id));
  const known = new Set(past.faults.map(({ id }) => id));
  const fresh = status.faults.filter(({ id }) => !known.has(id));
  const faults: readonly FaultBand[] = [
    ...past.faults.map((band) => (inForce.has(band.id) ? { ...band, to: at } : band)),
    ...fresh.map((fault) => ({
      id: fault.id,
      verb: fault.verb,
      nodes: fault.verb === 'cut' ? fault.sides.map((side) => side.join(', ')).join(' / ') : fault.node,
      from: at,
      to: at,
    })),
  ];
  const recent = ({ to }: Stretch): boolean => to > at - kept;
  return { reigns: reigns.filter(recent), faults: faults.filter(recent) };
}
