import type { CheckedNode } from '../../lessons/steps.js';
import type { Lab } from '../../model/lab.js';
import { FakeProvider, labOf } from '../verbs/fake-provider.js';

/** The nodes of a lab of machines, as `check` sees them. */
export function placesOf(lab: Lab = labOf()): CheckedNode[] {
  const provider = new FakeProvider('docker');
  const { home } = provider.paths();
  return lab.nodes.map((node) => ({ lab, node, home, finished: provider.finished(lab) }));
}
