import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** The digest of a file, hexadecimal. */
export async function digestOf(
  path: string,
  algorithm: 'sha256' | 'sha512',
  signal?: AbortSignal,
): Promise<string> {
  const hash = createHash(algorithm);
  const content = createReadStream(path, { highWaterMark: 1 << 20, ...(signal && { signal }) });
  for await (const chunk of content) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
