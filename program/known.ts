/** TypeScript sees which options there are; a program in JavaScript hears of it here. */
import { closest } from 'fastest-levenshtein';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { fieldNames } from '../model/spec-schema.js';
import { providerNames } from '../providers/contract.js';

/** A field of createLab's options, as a program writes it. */
export const describeField = (field: string): string => `createLab: ${field}`;

/** @throws UsageError spec.unknown.near, cli.bad-provider */
export function assertKnown(fields: object, provider: string | undefined): void {
  const unknown = Object.keys(fields).find((name) => !(fieldNames as string[]).includes(name));
  if (unknown !== undefined) {
    const nearest = closest(unknown, fieldNames);
    throw new UsageError('spec.unknown.near', { origin: describeField(unknown), nearest });
  }
  assertProvider(provider);
}

/** @throws UsageError cli.bad-provider */
export function assertProvider(provider: string | undefined): void {
  if (provider === undefined || (providerNames as readonly string[]).includes(provider)) return;
  const nearest = closest(provider, [...providerNames]);
  throw new UsageError('cli.bad-provider', { name: provider, nearest, names: listed(providerNames) });
}
