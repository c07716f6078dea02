import { readFileSync } from 'node:fs';
import { type Document, isMap, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import type * as z from 'zod/mini';
import { reasonOf, UsageError } from '../messages/errors.js';
import { decoded } from '../system/decoded.js';
import { yamlReason } from '../system/yaml-reason.js';
import { type FieldPath, problemsOf } from './content-problems.js';
import type { Problems } from './problems.js';

/** A file of a lab that was read. */
export interface ContentFile<T> {
  readonly value: T;
  /** Where a field stands, as errors say it: FILE:LINE FIELD. The nearest one around it where it is not there. */
  origin(...path: FieldPath): string;
}

/** A file's text, with Linux' line ends. @throws UsageError content.absent, content.unreadable, content.encoding */
export function readText(file: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new UsageError('content.absent', { file });
    throw new UsageError('content.unreadable', { file, reason: reasonOf(error) });
  }
  try {
    return decoded(bytes).replaceAll('\r\n', '\n');
  } catch {
    throw new UsageError('content.encoding', { file });
  }
}

/** The offset in the text of what a path leads to, or of the last thing on the way that is there. */
function offsetOf({ contents }: Document, path: FieldPath): number {
  let offset = 0;
  let node: unknown = contents;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
      if (!pair) break;
      if (isScalar(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(part)];
      if (isMap(node) || isSeq(node) || isScalar(node)) offset = node.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

/** How errors call a place in a text of a file: FILE:LINE. */
export function lineOrigin(file: string, text: string): (offset: number) => string {
  return (offset) => `${file}:${text.slice(0, offset).split('\n').length}`;
}

/**
 * Reads a YAML file.
 * @param problems take what is wrong, with its line and its field
 * @returns undefined where anything is
 */
export function readContent<T>(
  file: string,
  schema: z.ZodMiniType<T>,
  problems: Problems,
): ContentFile<T> | undefined {
  const text = problems.try(() => readText(file));
  if (text === undefined) return undefined;
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const [broken] = document.errors;
  if (broken) {
    // What a parser says behind the first is as a rule what follows from it.
    const { line } = counter.linePos(broken.pos[0]);
    problems.add(new UsageError('content.yaml', { file, line, reason: yamlReason(broken) }));
    return undefined;
  }
  const origin = (...path: FieldPath): string => {
    const { line } = counter.linePos(offsetOf(document, path));
    // Of lists, the line tells which of its members is meant.
    return `${file}:${line} ${path.filter((part) => typeof part === 'string').join('.')}`.trimEnd();
  };
  const written: unknown = document.toJS();
  const result = schema.safeParse(written);
  for (const issue of result.error?.issues ?? []) {
    problems.add(...problemsOf(issue, { schema, written, origin }));
  }
  return result.error ? undefined : { value: result.data as T, origin };
}
