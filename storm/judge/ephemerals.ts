import { sentence } from '../../messages/index.js';
import type { History } from '../history.js';
import { type Check, checked, type Evidence, notJudged } from './check.js';

/** When all sessions were over, no znode was left that lived with one. */
export function ephemeralsGone({ operations, final }: History): Check {
  if (!final) return notJudged('ephemerals');
  const ephemeral = operations.filter(({ kind, answer }) => kind === 'ephemeral' && answer !== 'not done');
  const evidence = ephemeral
    .filter(({ path }) => final.paths.has(path))
    .map(({ path, id, session }): Evidence => {
      return { path, operations: [id], told: sentence('storm.ephemerals.left', { path, session }) };
    });
  return checked('ephemerals', ephemeral.length, evidence);
}
