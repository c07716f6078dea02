import { listed, type Sentence, sentence } from '../messages/index.js';
import type { Fault, InForce } from './fault.js';

/** A fault in a few words. */
export function toldFault(fault: Fault): Sentence {
  switch (fault.verb) {
    case 'cut': {
      const [a, b] = fault.sides;
      return sentence('fault.is.cut', { a: listed(a), b: listed(b) });
    }
    case 'slow':
      return sentence('fault.is.slow', { node: fault.node, milliseconds: fault.milliseconds });
    case 'lose':
      return sentence('fault.is.lose', { node: fault.node, percent: fault.percent });
    case 'rate':
      return sentence('fault.is.rate', { node: fault.node, kbit: fault.kbit });
    case 'clock': {
      const sign = fault.seconds < 0 ? '-' : '+';
      return sentence('fault.is.clock', { node: fault.node, shift: `${sign}${Math.abs(fault.seconds)}` });
    }
    default:
      return sentence(`fault.is.${fault.verb}`, { node: fault.node });
  }
}

/** Seconds until a fault ends by itself, at least 0; undefined where it does not. */
export function secondsLeft({ until }: InForce, now = Date.now()): number | undefined {
  return until === undefined ? undefined : Math.max(0, Math.ceil((Date.parse(until) - now) / 1000));
}
