/** Who led when, and which faults were in force: what the strip below the picture shows. Pure. */
import type { Pulse } from '../verbs/pulse.js';

/** A stretch of time, in milliseconds since 1970. */
interface Stretch {
  readonly from: number;
  /** The last moment at which it was seen to be so. */
  readonly to: number;
  /** It goes on: until now, whenever that is asked. */
  readonly on: boolean;
}

/** One that leads (null: nobody does). */
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

const each = (past: Past, change: <T extends Stretch>(stretch: T) => T): Past => ({
  reigns: past.reigns.map(change),
  faults: past.faults.map(change),
});

/** The past as it is at a moment until which it was watched: what goes on has gone on. */
export const until = (past: Past, at: number): Past =>
  each(past, (stretch) => (stretch.on ? { ...stretch, to: at } : stretch));

/** Nobody looks from now on, and nobody will know what was: nothing of it goes on. */
export const leaveOff = (past: Past, at: number): Past =>
  each(until(past, at), (stretch) => ({ ...stretch, on: false }));

/** The past, and what is so now. */
export function remember(past: Past, at: number, { status, unheard }: Pulse): Past {
  // Where not all have been asked, that nobody leads is no knowledge.
  if (!status.quorum && unheard.length > 0) return until(past, at);
  const alone = status.nodes.length === 1 ? (status.nodes[0]?.name ?? null) : null;
  const leader = status.quorum ? (status.leader ?? alone) : null;
  const { reigns, faults } = until(past, at);
  const leads = reigns.some((reign) => reign.on && reign.leader === leader);
  const inForce = new Set(status.faults.map(({ id }) => id));
  const known = new Set(faults.flatMap(({ id, on }) => (on ? [id] : [])));
  const fresh = status.faults.filter(({ id }) => !known.has(id));
  const stretch = { from: at, to: at, on: true };
  const recent = ({ to }: Stretch): boolean => to > at - kept;
  return {
    reigns: [
      ...reigns.map((reign) => ({ ...reign, on: reign.on && leads })),
      ...(leads ? [] : [{ leader, ...stretch }]),
    ].filter(recent),
    faults: [
      ...faults.map((band) => ({ ...band, on: band.on && inForce.has(band.id) })),
      ...fresh.map((fault) => ({
        id: fault.id,
        verb: fault.verb,
        nodes: fault.verb === 'cut' ? fault.sides.map((side) => side.join(', ')).join(' / ') : fault.node,
        ...stretch,
      })),
    ].filter(recent),
  };
}

/** In which row each of some stretches is drawn: below each other what was at the same time, and as few rows as that takes. */
export function rowsOf(stretches: readonly Pick<Stretch, 'from' | 'to'>[]): number[] {
  const ends: number[] = [];
  return stretches.map(({ from, to }) => {
    const free = ends.findIndex((end) => end < from);
    const row = free < 0 ? ends.length : free;
    ends[row] = to;
    return row;
  });
}
