import type { InForce } from '../../faults/fault.js';
import type { Pulse } from '../../verbs/pulse.js';
import type { NodeStatus } from '../../verbs/status.js';

interface Wanted {
  readonly leader?: string | null;
  readonly faults?: readonly InForce[];
  readonly frozen?: readonly string[];
  readonly unheard?: readonly string[];
  /** How many nodes there are. */
  readonly count?: number;
}

/** An ensemble in which all follow the leader; without one, all look for one. */
export function pulseWith({
  leader = null,
  faults = [],
  frozen = [],
  unheard = [],
  count = 3,
}: Wanted): Pulse {
  const nodes = Array.from({ length: count }, (_, index): NodeStatus => {
    const name = `node${index + 1}`;
    return {
      ...{ name, ip: '127.0.0.1', clientAddress: `127.0.0.1:${2181 + index}`, running: true },
      ...{ condition: leader === null ? 'looking' : 'serving', serving: leader !== null },
      ...{ zxid: '0x100000002', version: '3.9.5' },
      mode: leader === null ? null : leader === name ? 'leader' : 'follower',
    };
  });
  return {
    status: {
      ...{ lab: 'lab', provider: 'local', quorum: leader !== null, leader, connectString: '', faults },
      ...{ voters: { count, answering: count, needed: 2 }, nodes },
    },
    ...{ figures: {}, frozen, unheard, engineSilent: false, possible: [] },
  };
}
