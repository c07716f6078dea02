/** TypeScript sees which options there are; a program in JavaScript hears of it here. */
import { closest } from 'fastest-levenshtein';
import { UsageError } from '../messages/errors.js';
import { fieldNames } from '../model/spec-schema.js';
import { parseProviderName } from '../providers/index.js';

/** A field of createLab's options, as a program writes it. */
export const describeField = (field: string): string => `createLab: ${field}`;

/** @throws UsageError spec.unknown.near, provider.unknown */
export function assertKnown(fields: object, provider: string | undefined): void {
  const unknown = Object.keys(fields).find((name) => !(fieldNames as string[]).includes(name));
  if (unknown !== undefined) {
    const nearest = closest(unknown, fieldNames);
    throw new UsageError('spec.unknown.near', { origin: describeField(unknown), nearest });
  }
  assertProvider(provider);
}

/** @throws UsageError provider.unknown */
export function assertProvider(provider: string | undefined): void {
  if (provider !== undefined) parseProviderName(provider);
}
