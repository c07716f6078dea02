/** What the page knows of znodes: those that were looked at, and what watches have told. Pure. */
import type { Fired, ServerMessage, ShownZnode } from '../../protocol.js';

export interface Firing extends Fired {
  readonly at: number;
}

/** Those that were looked at, by path, and what watches have told, the newest first. */
export interface KnownZnodes {
  readonly znodes: ReadonlyMap<string, ShownZnode>;
  readonly fired: readonly Firing[];
  /** Those that were looked at and are not there. */
  readonly gone: ReadonlySet<string>;
}

export const noZnodes: KnownZnodes = { znodes: new Map(), fired: [], gone: new Set() };

/** Firings that are kept. */
const mostFired = 20;

/** A message that is about znodes. */
export type ZnodeMessage = Extract<ServerMessage, { type: 'znode' | 'no-znode' | 'fired' }>;

export function withZnode(known: KnownZnodes, message: ZnodeMessage): KnownZnodes {
  switch (message.type) {
    case 'znode': {
      const { znode } = message;
      const gone = new Set(known.gone);
      gone.delete(znode.path);
      return { ...known, gone, znodes: new Map(known.znodes).set(znode.path, znode) };
    }
    case 'no-znode': {
      const znodes = new Map(known.znodes);
      znodes.delete(message.path);
      return { ...known, znodes, gone: new Set(known.gone).add(message.path) };
    }
    case 'fired': {
      const firing = { ...message.fired, at: message.at };
      return { ...known, fired: [firing, ...known.fired].slice(0, mostFired) };
    }
  }
}
