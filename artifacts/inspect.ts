/**
 * Looks into a tarball without unpacking it: whether it is whole, stays inside its own folder, and what it is.
 */
import { once } from 'node:events';
import { closeSync, createReadStream, openSync, readSync, statSync } from 'node:fs';
import { posix } from 'node:path';
import { createGunzip } from 'node:zlib';
import type { ReadEntry } from 'tar';
import { type LabError, reasonOf, UsageError } from '../messages/errors.js';
import { listed, spelled } from '../messages/index.js';
import { codeOf } from './source-failure.js';
import type { TarballRequest } from './types.js';

/** What a tarball turned out to be. */
export interface Contents {
  /** Its single top folder. */
  readonly root: string;
  /** ZooKeeper: 3.4.9. JDK: 8u144, 17.0.20. */
  readonly version: string;
}

/** Folder and file names that need no quoting in a shell, in Ruby or in YAML. */
const plainName = /^[A-Za-z0-9][A-Za-z0-9._+-]*$/;

/**
 * Reads a tarball through once.
 * @param wanted what it should be
 * @throws UsageError that says what is wrong with it: 'artifact.archive.…'
 */
export async function inspect(
  path: string,
  wanted: Pick<TarballRequest, 'kind' | 'arch' | 'recognize'>,
  signal?: AbortSignal,
): Promise<Contents> {
  assertGzip(path, wanted.kind);
  const found = await list(path, signal);
  const [root = '', ...others] = found.roots;
  if (others.length > 0 || !plainName.test(root)) {
    throw new UsageError('artifact.archive.roots', {
      path,
      roots: listed([...found.roots].slice(0, 3)) || '–',
    });
  }
  const { files, release } = found;
  return { root, version: wanted.recognize(path, { root, files, release }, wanted.arch) };
}

/** What is gathered on the way through. */
interface Found {
  readonly roots: Set<string>;
  readonly files: Set<string>;
  /** Symbolic links and where they point. */
  readonly links: Map<string, string>;
  /** Text of the JDK's `release` file. */
  release: string;
}

async function list(path: string, signal: AbortSignal | undefined): Promise<Found> {
  const { Parser } = await import('tar');
  const found: Found = { roots: new Set(), files: new Set(), links: new Map(), release: '' };
  let escaping: string | undefined;

  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      escaping ??= escapes(entry);
      const name = posix.normalize(entry.path).replace(/\/$/, '');
      if (entry.type === 'SymbolicLink') found.links.set(name, entry.linkpath ?? '');
      if (name !== '.') {
        found.roots.add(name.split('/')[0] ?? '');
        found.files.add(name);
      }
      if (name.split('/').length === 2 && name.endsWith('/release') && entry.size < 65_536) {
        entry.on('data', (chunk: Buffer) => {
          found.release += chunk.toString();
        });
      } else {
        entry.resume();
      }
    },
  });

  const source = createReadStream(path, { highWaterMark: 1 << 18, ...(signal && { signal }) });
  const gunzip = createGunzip();
  let rest = 0;
  try {
    // Unzipped here and not by the parser: only so is an early end told apart from a good one.
    source.on('error', (error) => gunzip.destroy(error));
    source.pipe(gunzip);
    const done = once(parser, 'end');
    done.catch(() => {});
    for await (const chunk of gunzip) {
      rest = (rest + (chunk as Buffer).length) % 512;
      if (!parser.write(chunk as Buffer)) await Promise.race([once(parser, 'drain'), done]);
      if (escaping !== undefined) break;
    }
    if (escaping === undefined) {
      parser.end();
      await done;
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (escaping === undefined) throw damaged(path, error);
  } finally {
    source.destroy();
    gunzip.destroy();
  }
  escaping ??= throughLink(found);
  if (escaping !== undefined) throw new UsageError('artifact.archive.escapes', { path, entry: escaping });
  // A tar file comes in blocks of 512 bytes; the parser does not mind a torn last one.
  if (rest !== 0) throw damaged(path, new Error('unexpected end of file'));
  return found;
}

function damaged(path: string, error: unknown): LabError {
  if (['EACCES', 'EPERM', 'EIO', 'ENOENT'].includes(codeOf(error) ?? '')) {
    return new UsageError('artifact.archive.unreadable', { path, reason: codeOf(error) ?? '' });
  }
  const reason = error instanceof Error ? error.message.replace(/^TAR_\w+: /, '') : String(error);
  return new UsageError('artifact.archive.truncated', { path, reason });
}

/**
 * The way in which an entry would write outside the folder where the tarball is unpacked: by its own name, as another
 * name of a file outside, or as a device. A symbolic link may point where it likes (a JDK from a Linux distribution
 * has some that dangle), as long as nothing is written through it: see throughLink().
 */
function escapes(entry: ReadEntry): string | undefined {
  const { path, linkpath, type } = entry;
  const bad =
    leaves(path) ||
    (type === 'Link' && leaves(linkpath ?? '..')) ||
    ['CharacterDevice', 'BlockDevice', 'FIFO'].includes(type);
  return bad ? shown(path, linkpath) : undefined;
}

/** A name that does not stay below the current folder; '..' is suspicious even where it comes back. */
function leaves(name: string): boolean {
  return posix.isAbsolute(name) || name.split('/').includes('..') || /\0|^[A-Za-z]:|\\/.test(name);
}

/** The first entry that lies below a symbolic link of the same tarball, and so wherever that points. */
function throughLink({ files, links }: Found): string | undefined {
  if (links.size === 0) return undefined;
  for (const file of files) {
    for (let end = file.indexOf('/'); end !== -1; end = file.indexOf('/', end + 1)) {
      const target = links.get(file.slice(0, end));
      if (target !== undefined) return shown(file, target);
    }
  }
  return undefined;
}

function shown(name: string, linkpath: string | undefined): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a hostile name must not reach the terminal as it is
  const plain = (text: string) => text.replace(/[\x00-\x1f\x7f-\x9f]/g, '?').slice(0, 200);
  return linkpath ? `${plain(name)} → ${plain(linkpath)}` : plain(name);
}

/** The plain checks first: they give the clearest answers. */
function assertGzip(path: string, kind: string): void {
  const option = spelled(`${kind}Archive`);
  const magic = Buffer.alloc(2);
  try {
    if (!statSync(path).isFile()) throw new UsageError('artifact.archive.not-file', { path, option });
    const file = openSync(path, 'r');
    try {
      readSync(file, magic, 0, 2, 0);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof UsageError) throw error;
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error) ?? ''))
      throw new UsageError('artifact.archive.missing', { path, option });
    throw new UsageError('artifact.archive.unreadable', { path, reason: reasonOf(error) });
  }
  if (magic[0] !== 0x1f || magic[1] !== 0x8b)
    throw new UsageError('artifact.archive.not-gzip', { path, option });
}
