import { quoted } from '../system/quoted.js';
import type { CheckedNode, Step } from './steps.js';

/**
 * The one script that looks at everything on a node.
 * @param probes the functions that it calls, templates/check/probes.sh
 */
export function scriptFor(place: CheckedNode, steps: readonly Step[], probes: string): string {
  const looks = steps.flatMap(({ id, probe }) => {
    if (!probe) return [];
    const words = probe(place).map((word) => quoted(String(word)));
    return [`look ${[id, ...words].join(' ')}`];
  });
  return `${probes}${looks.join('\n')}\n`;
}
