/** What a storm needs of whoever puts faults in force. */

/** In the order in which they are told. */
export const stormFaults = ['kill', 'pause', 'cut'] as const;
export type StormFault = (typeof stormFaults)[number];

/** A fault of a storm: what, to whom, and how long, in milliseconds. */
export interface PlannedFault {
  /** Its place in the plan, from 1. */
  readonly id: number;
  readonly kind: StormFault;
  /** Those that are killed or frozen; or one side of a cut, all others being the other. */
  readonly nodes: readonly string[];
  /** What passes before it, since the fault before was undone. */
  readonly rest: number;
  readonly lasts: number;
}

/** Puts faults in force and undoes them. */
export interface Faults {
  /** Those that it can do here. */
  readonly able: readonly StormFault[];
  /** It is in force when this resolves. */
  do(fault: PlannedFault): Promise<void>;
  /** Undoes that one; all that there are if none is named. */
  heal(fault?: PlannedFault): Promise<void>;
}
