import { closest } from 'fastest-levenshtein';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { findLab, type Lab, openLab } from '../model/lab.js';
import { type ProviderName, providerNames } from '../providers/contract.js';
import { type Typed, textOf } from './run.js';
import { isAbout } from './type-there.js';

/** The lab that --lab names, else the one here or above. @throws UsageError lab.none, lab.not-found */
export function labOf(typed: Typed): Lab {
  const directory = textOf(typed, 'lab');
  const lab = directory === undefined ? findLab(process.cwd()) : openLab(directory);
  isAbout(lab.dir);
  return lab;
}

/** What --provider names. @throws UsageError cli.bad-provider */
export function providerOf(typed: Typed): ProviderName | undefined {
  const name = textOf(typed, 'provider');
  if (name === undefined) return undefined;
  const known = providerNames.find((each) => each === name);
  if (!known) {
    const nearest = closest(name, [...providerNames]);
    throw new UsageError('cli.bad-provider', { name, nearest, names: listed(providerNames) });
  }
  return known;
}
