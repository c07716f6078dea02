import { hash } from 'node:crypto';

/** A name for a piece of content: the first `length` hexadecimal digits of its SHA-256. */
export function contentName(parts: readonly (string | Uint8Array)[], length = 12): string {
  // Each with its length before it, so that moving a boundary gives another name.
  const bytes = parts.flatMap((part) => [Buffer.from(`${part.length}:`), Buffer.from(part)]);
  return hash('sha256', Buffer.concat(bytes)).slice(0, length);
}
