import { createHash } from 'node:crypto';

/** A name for a piece of content: the first `length` hexadecimal digits of its SHA-256. */
export function contentName(parts: readonly (string | Uint8Array)[], length = 12): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest('hex').slice(0, length);
}
