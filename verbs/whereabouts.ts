/** Where on its engine a lab is to be: what was said of it. */

import { UsageError } from '../messages/errors.js';
import { spelled } from '../messages/index.js';
import { unknownSetting } from '../model/unknown-setting.js';
import type { Provider, Whereabouts } from '../providers/contract.js';

/** What each may be; hosts and paths of a registry as images are named after them. */
const patterns: Readonly<Record<keyof Whereabouts, RegExp>> = {
  context: /^\S/,
  namespace: /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/,
  registry: /^[A-Za-z0-9][A-Za-z0-9.-]*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)*\/?$/,
};
const fields = Object.keys(patterns) as (keyof Whereabouts)[];

/**
 * Judges it as it was typed.
 * @param describe how a field that there is not was written
 * @throws UsageError spec.unknown, spec.unknown.near, where.bad-context, where.bad-namespace, where.bad-registry
 */
export function parseWhereabouts(typed: object, describe: (field: string) => string): Whereabouts {
  const said = Object.entries(typed).filter(([, value]) => value !== undefined);
  for (const [name, value] of said) {
    const field = fields.find((each) => each === name);
    if (field === undefined) {
      throw unknownSetting(describe(name), name, fields);
    }
    if (typeof value === 'string' && patterns[field].test(value)) continue;
    throw new UsageError(`where.bad-${field}`, { origin: spelled(field, String(value)) });
  }
  return Object.fromEntries(said);
}

/**
 * @param provider the one to be used; undefined for whichever can be, without having been asked for
 * @throws UsageError up.no-such-place where another place is asked for than the only one there is
 */
export function assertPlaces(where: Whereabouts, provider: Pick<Provider, 'capabilities'> | undefined): void {
  const asked = fields.find((field) => where[field] !== undefined);
  if (asked === undefined || provider?.capabilities.severalClusters) return;
  throw new UsageError('up.no-such-place', { option: spelled(asked) });
}
