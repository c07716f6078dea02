import { readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, parseDocument, type YAMLMap } from 'yaml';
import { reasonOf, UsageError } from '../messages/errors.js';
import { allSoftware } from '../software/index.js';
import { yamlReason } from '../system/yaml-reason.js';
import { parseFields } from './parse.js';
import type { PartialSpec } from './spec.js';
import { fieldNames } from './spec-schema.js';
import { unknownSetting } from './unknown-setting.js';

/**
 * Reads a specification from YAML text.
 * @param file how errors call the file
 * @throws UsageError with the line of what is wrong
 * @internal
 */
export function parseSpec(text: string, file: string): PartialSpec {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const problem = document.errors[0];
  if (problem) {
    const line = counter.linePos(problem.pos[0]).line;
    throw new UsageError('spec.file.yaml', { file, line, reason: yamlReason(problem) });
  }
  if (document.contents === null) return {};
  if (!isMap(document.contents)) throw new UsageError('spec.file.shape', { file });

  const lines = new Map<string, number>();
  for (const { key } of document.contents.items) {
    const name = String(isScalar(key) ? key.value : key);
    const line = isScalar(key) && key.range ? counter.linePos(key.range[0]).line : 1;
    lines.set(name, line);
  }
  const describe = (field: string): string => `${file}:${lines.get(field) ?? 1} ${field}`;
  for (const name of lines.keys()) {
    if ((fieldNames as string[]).includes(name)) continue;
    throw unknownSetting(describe(name), name, fieldNames);
  }
  const values: Record<string, unknown> = document.toJS();
  // A version such as 3.9 or 17 without quotes is a YAML number; the person meant what they typed.
  for (const { name: field } of allSoftware) {
    const node = document.get(field, true);
    if (isScalar(node) && typeof node.value === 'number') values[field] = node.source ?? String(node.value);
  }
  const settings = document.get('zooCfg', true);
  if (isMap(settings)) values.zooCfg = asWritten(settings);
  return parseFields(values, { describe });
}

/** A map whose numbers stay as they are written: 0x10 is the reader's to understand. */
function asWritten(map: YAMLMap): Record<string, unknown> {
  const entries = map.items.map(({ key, value }) => {
    const written = isScalar(value) && typeof value.value === 'number' ? value.source : undefined;
    return [String(key), written ?? (isScalar(value) ? value.value : value)];
  });
  return Object.fromEntries(entries);
}

/**
 * Reads a specification from a file.
 * @throws UsageError spec.file.missing, spec.file.unreadable, or what parseSpec throws
 */
export function readSpec(path: string): PartialSpec {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError('spec.file.missing', { file: path });
    throw new UsageError('spec.file.unreadable', { file: path, reason: reasonOf(error) });
  }
  return parseSpec(text, path);
}
