import { randomBytes } from 'node:crypto';
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Artifact, cacheRoot, cacheTroubleOr } from '../../artifacts/index.js';
import { assertRoom } from '../../system/disk.js';
import { makeFolder } from '../../system/folder.js';

/**
 * The folder that an artifact unpacks to: one per user and content, because nothing is ever written into it and so all
 * labs can share it.
 */
export function unpackedFolder(artifact: Artifact): string {
  return join(cacheRoot(), 'unpacked', artifact.sha256.slice(0, 16), artifact.root);
}

/**
 * Unpacks an artifact unless that was done before.
 * @param check looks at what was unpacked before anybody may use it; what it throws is thrown here
 * @returns unpackedFolder(artifact)
 * @throws LabError 'artifact.disk-full', 'artifact.cache-readonly'
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
  const needed = unpackedBytes(artifact.path);
  try {
    assertRoom(whole, needed);
    makeFolder(draft);
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
  } catch (error) {
    throw cacheTroubleOr(error, needed);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** What a tarball becomes when it is unzipped, by its last four bytes. Up to 4 GB, and so larger than any of ours. */
function unpackedBytes(path: string): number {
  const file = openSync(path, 'r');
  try {
    const size = Buffer.alloc(4);
    readSync(file, size, 0, 4, fstatSync(file).size - 4);
    return size.readUInt32LE();
  } finally {
    closeSync(file);
  }
}
