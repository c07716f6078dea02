import type { Lab } from '../../../labs/lab.js';
import type { Place } from '../../../verbs/check/steps.js';
import { FakeProvider, labOf } from '../fake-provider.js';

/** The nodes of a lab of machines, as `check` sees them. */
export function placesOf(lab: Lab = labOf()): Place[] {
  const provider = new FakeProvider('docker');
  const { home } = provider.paths();
  return lab.nodes.map((node) => ({ lab, node, home, finished: provider.finished(lab) }));
}
