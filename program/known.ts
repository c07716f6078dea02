/** TypeScript sees which options there are; a program in JavaScript hears of it here. */
import { fieldNames } from '../model/spec-schema.js';
import { unknownSetting } from '../model/unknown-setting.js';
import { parseProviderName } from '../providers/index.js';

/** A field of createLab's options, as a program writes it. */
export const describeField = (field: string): string => `createLab: ${field}`;

/** @throws UsageError spec.unknown, spec.unknown.near, provider.unknown */
export function assertKnown(fields: object, provider: string | undefined): void {
  const unknown = Object.keys(fields).find((name) => !(fieldNames as string[]).includes(name));
  if (unknown !== undefined) throw unknownSetting(describeField(unknown), unknown, fieldNames);
  assertProvider(provider);
}

/** @throws UsageError provider.unknown */
export function assertProvider(provider: string | undefined): void {
  if (provider !== undefined) parseProviderName(provider);
}
