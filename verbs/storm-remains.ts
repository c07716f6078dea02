/** What storms of a lab that were broken off have left in its ensemble. */
import { sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import type { Lab } from '../model/lab.js';
import { type LeftStorm, leftStorms } from '../model/storm-notes.js';
import type { Provider } from '../providers/contract.js';
import { isRoot } from '../storm/ground.js';
import { clean, firstPatience } from './storm-sessions.js';

/** Those of which something may be left; a note is a file, and what it names is removed only where it can be a storm's. */
const remainsOf = (lab: Lab, provider: Provider): LeftStorm[] =>
  leftStorms(lab, provider.name).filter(({ root }) => isRoot(root));

/** The znodes that are left, as far as the lab knows. */
export const leftRoots = (lab: Lab, provider: Provider): string[] =>
  remainsOf(lab, provider).map(({ root }) => root);

/** Addresses of a lab's servers, for a client of this machine. */
export const connectStringOf = (lab: Lab, provider: Provider): string =>
  lab.nodes
    .map((node) => provider.node(lab, node).address)
    .map(({ host, port }) => `${host}:${port}`)
    .join(',');

/**
 * Removes what storms of this lab have left that live no more. What cannot be removed now is told, and stays noted.
 * @returns the znodes that were there
 */
export async function removeRemains(lab: Lab, provider: Provider, context: Context): Promise<string[]> {
  const removed: string[] = [];
  for (const { root, forget } of remainsOf(lab, provider)) {
    context.emit({ type: 'step', title: sentence('storm.step.removing-left', { root }) });
    const became = await clean(root, connectStringOf(lab, provider), firstPatience, context);
    if (became !== 'left') forget();
    if (became === 'removed') removed.push(root);
  }
  return removed;
}
