import { closest } from 'fastest-levenshtein';
import { UsageError } from '../messages/errors.js';
import type { PartialSpec, SpecField } from './spec.js';
import { fieldNames, specSchemas } from './spec-schema.js';
import { stages } from './stages.js';

/** Where a value came from, so that an error can say it: an option, or a line of a file. */
export interface Origin {
  /** As the user wrote it: --nodes, or zk-lab.yaml:3 nodes. */
  describe(field: string): string;
}

/** What a field takes, in words; one message per field, keyed 'spec.nodes' and so on. */
type FieldMessage = `spec.${SpecField}`;

/**
 * Checks values one by one against the schema.
 * @throws UsageError spec.FIELD for the first field that is not what it should be
 */
export function parseFields(values: Record<string, unknown>, origin: Origin): PartialSpec {
  const spec: Record<string, unknown> = {};
  for (const field of fieldNames) {
    const value = values[field];
    if (value === undefined) continue;
    const result = specSchemas[field].schema().safeParse(value);
    if (!result.success && field === 'until') {
      const nearest = closest(String(value), [...stages]);
      throw new UsageError('spec.until.near', {
        origin: origin.describe(field),
        value: String(value),
        nearest,
      });
    }
    if (!result.success && field === 'nodes' && Array.isArray(value)) {
      throw new UsageError('spec.nodes.list', { origin: origin.describe(field) });
    }
    if (!result.success) {
      throw new UsageError(`spec.${field}` satisfies FieldMessage, {
        origin: origin.describe(field),
        value: typeof value === 'string' ? value : JSON.stringify(value),
      });
    }
    spec[field] = result.data;
  }
  return spec as PartialSpec;
}
