import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { type ArchiveField, allSoftware, archiveFieldOf, type SoftwareName } from '../software/index.js';
import { didYouMean } from '../system/did-you-mean.js';
import { labNameError, nodeNameError } from './names.js';
import type { PartialSpec, SpecField } from './spec.js';
import { fieldNames, hostNamePattern, specSchemas } from './spec-schema.js';
import { stages } from './stages.js';

/** Where a value came from, so that an error can say it: an option, or a line of a file. */
export interface Origin {
  /** As the user wrote it: --nodes, or zk-lab.yaml:3 nodes. */
  describe(field: string): string;
}

/** What a field takes, in words; one message per field, keyed 'spec.nodes' and so on, but for software. */
type FieldMessage = `spec.${Exclude<SpecField, SoftwareName | ArchiveField | 'until'>}`;

/** A field about a kind of software that is not what it should be. */
function softwareError(field: SpecField, origin: string, value: string): UsageError | undefined {
  for (const { name, title, versions, example } of allSoftware) {
    if (field === name)
      return new UsageError('spec.version', { origin, value, title, known: listed(versions) });
    if (field === archiveFieldOf(name)) return new UsageError('spec.archive', { origin, title, example });
  }
  return undefined;
}

/** The first of nodes that are spelled out whose name is there, and is none. */
function wronglyNamed(nodes: readonly unknown[]): { name: unknown; id?: unknown } | undefined {
  return nodes.find((node): node is { name: unknown; id?: unknown } => {
    if (typeof node !== 'object' || node === null || !('name' in node) || node.name === undefined)
      return false;
    return typeof node.name !== 'string' || !hostNamePattern.test(node.name);
  });
}

/**
 * Checks values one by one against the schema.
 * @throws UsageError spec.FIELD for the first field that is not what it should be; name.lab, name.node, name.node.shape
 */
export function parseFields(values: Record<string, unknown>, origin: Origin): PartialSpec {
  const spec: Record<string, unknown> = {};
  for (const field of fieldNames) {
    const value = values[field];
    if (value === undefined) continue;
    const result = specSchemas[field].schema().safeParse(value);
    if (!result.success && field === 'until') {
      const near = didYouMean(String(value), stages);
      throw new UsageError('spec.until', {
        origin: origin.describe(field),
        value: String(value),
        near,
        stages: listed(stages),
      });
    }
    if (!result.success && field === 'name' && typeof value !== 'string') {
      throw labNameError(`${origin.describe(field)} ${String(value)}`, String(value));
    }
    if (!result.success && field === 'nodes' && Array.isArray(value)) {
      const named = wronglyNamed(value);
      if (named) throw nodeNameError(origin.describe(field), String(named.name), named.id);
      throw new UsageError('spec.nodes.list', { origin: origin.describe(field) });
    }
    if (!result.success) {
      const [from, told] = [
        origin.describe(field),
        typeof value === 'string' ? value : JSON.stringify(value),
      ];
      throw (
        softwareError(field, from, told) ??
        new UsageError(`spec.${field}` as FieldMessage, { origin: from, value: told })
      );
    }
    spec[field] = result.data;
  }
  return spec as PartialSpec;
}
