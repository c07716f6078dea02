/** How a node is drawn, by what it and its engine say. Pure. */
import type { page } from '../messages/en/page.js';
import type { Pulse } from './protocol.js';

export type Standing =
  /** Not known yet. */
  'unheard' | 'leader' | 'follower' | 'observer' | 'standalone' | 'looking' | 'silent' | 'none' | 'down';

/** @param unheard those of whom nothing is known yet */
export function standingOf(node: Pulse['status']['nodes'][number], unheard: Pulse['unheard'] = []): Standing {
  if (unheard.includes(node.name)) return 'unheard';
  if (!node.running) return 'down';
  if (node.condition !== 'serving') return node.condition;
  return node.mode ?? 'looking';
}

export const labelOf: Readonly<Record<Standing, keyof typeof page>> = {
  unheard: 'page.unheard',
  leader: 'page.leader',
  follower: 'page.follower',
  observer: 'page.observer',
  standalone: 'page.standalone',
  looking: 'page.looking-for-leader',
  silent: 'page.silent',
  none: 'page.no-server',
  down: 'page.down',
};

/** The two halves of a zxid: the epoch of the leader that gave it, and its number in that. Hexadecimal, as servers write it. */
export function halves(zxid: string): { readonly epoch: number; readonly counter: number } {
  const value = BigInt(zxid);
  return { epoch: Number(value >> 32n), counter: Number(value & 0xffffffffn) };
}
