import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Artifact } from '../../artifacts/index.js';
import { cacheFolder } from '../../system/user-folders.js';

/**
 * The folder that an artifact unpacks to: one per user and content, because nothing is ever written into it and so all
 * labs can share it.
 */
export function unpackedFolder(artifact: Artifact): string {
  return join(cacheFolder(), 'unpacked', artifact.sha256.slice(0, 16), artifact.root);
}

/**
 * Unpacks an artifact unless that was done before.
 * @param check looks at what was unpacked before anybody may use it; what it throws is thrown here
 * @returns unpackedFolder(artifact)
 */
export async function unpack(
  artifact: Artifact,
  signal: AbortSignal,
  check: (folder: string) => void = () => {},
): Promise<string> {
  const folder = unpackedFolder(artifact);
  if (existsSync(folder)) return folder;
  const whole = join(folder, '..');
  const draft = `${whole}.${randomBytes(4).toString('hex')}.tmp`;
  try {
    await mkdir(draft, { recursive: true });
    signal.throwIfAborted();
    const tar = await import('tar');
    await tar.extract({ file: artifact.path, cwd: draft });
    signal.throwIfAborted();
    check(join(draft, artifact.root));
    // Appears whole or not at all; whoever was quicker has put the same there.
    await rename(draft, whole).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
    return folder;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}
