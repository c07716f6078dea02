/** What can be done to a node or between nodes, as data. */

/** In the order in which they are told. */
export const faultVerbs = ['stop', 'kill', 'pause', 'cut', 'slow', 'lose', 'rate', 'fill', 'clock'] as const;
export type FaultVerb = (typeof faultVerbs)[number];

/** One fault. Nodes are named; who is not named on either side of a cut sees both. */
export type Fault =
  /** The server ended in order, ended by SIGKILL, or frozen by SIGSTOP; the node's data disk full. */
  | { readonly verb: 'stop' | 'kill' | 'pause' | 'fill'; readonly node: string }
  | { readonly verb: 'cut'; readonly sides: readonly [readonly string[], readonly string[]] }
  /** What the node sends comes so much later. */
  | { readonly verb: 'slow'; readonly node: string; readonly milliseconds: number }
  /** So much of what the node sends is lost. */
  | { readonly verb: 'lose'; readonly node: string; readonly percent: number }
  /** The node sends no more than that. */
  | { readonly verb: 'rate'; readonly node: string; readonly kbit: number }
  /** The node's clock is so far ahead; behind, if negative. */
  | { readonly verb: 'clock'; readonly node: string; readonly seconds: number };

/** A fault that is in force. */
export type InForce = Fault & {
  /** Its name, as long as it lasts. */
  readonly id: string;
  /** When it ends by itself, in ISO 8601; absent: not before it is healed. */
  readonly until?: string;
};

/** The nodes that a fault names. */
export function nodesIn(fault: Fault): readonly string[] {
  return fault.verb === 'cut' ? fault.sides.flat() : [fault.node];
}

/** Whether a fault names one of these nodes. */
export function touches(fault: Fault, nodes: readonly string[]): boolean {
  return nodesIn(fault).some((name) => nodes.includes(name));
}

/** Whether the fault has ended the node's server, which somebody has to start again. */
export function endsServer(fault: Fault): boolean {
  return fault.verb === 'stop' || fault.verb === 'kill';
}

/** Whether the fault is one of the network between nodes. */
export function isNetworkFault({ verb }: Fault): boolean {
  return verb === 'cut' || verb === 'slow' || verb === 'lose' || verb === 'rate';
}

/** Whether the node's server does not run, or stands still, while the fault is in force. */
export function silences(fault: Fault): boolean {
  return endsServer(fault) || fault.verb === 'pause';
}
