import type { InForce } from '../faults/fault.js';
import { secondsLeft, toldFault } from '../faults/told.js';
import { say, textOf } from '../messages/index.js';

/** A fault that is in force, in a line. */
function faultLine(fault: InForce): string {
  const told = textOf(toldFault(fault));
  const seconds = secondsLeft(fault);
  return seconds === undefined ? told : say('fault.line.for', { told, seconds });
}

/** The faults that are in force, under a heading; nothing where there are none. */
export function faultLines(faults: readonly InForce[]): string[] {
  return faults.length === 0 ? [] : [say('fault.heading'), ...faults.map((each) => `  ${faultLine(each)}`)];
}
