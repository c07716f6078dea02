/**
 * The text of a file that somebody else's editor or shell has written: UTF-8, or UTF-16 where its mark says so, as PowerShell's `>`
 * writes it. The mark itself is no part of it.
 * @throws TypeError for what is neither
 */
export function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}
