import { findLab, type Lab, openLab } from '../model/lab.js';
import type { ProviderName } from '../providers/contract.js';
import { parseProviderName } from '../providers/index.js';
import { isAbout } from './about-lab.js';
import { type Typed, textOf } from './run.js';

/** The lab that --lab names, else the one here or above. @throws UsageError lab.none, lab.not-found */
export function labOf(typed: Typed): Lab {
  const directory = textOf(typed, 'lab');
  const lab = directory === undefined ? findLab(process.cwd()) : openLab(directory);
  isAbout(lab.dir);
  return lab;
}

/** What --provider names. @throws UsageError provider.unknown */
export function providerOf(typed: Typed): ProviderName | undefined {
  const name = textOf(typed, 'provider');
  return name === undefined ? undefined : parseProviderName(name);
}
