/**
 * Getting a tarball: from the cache, else from the user's own file, else from the mirrors in turn, else put together from
 * its parts where the software has a way. Nothing leaves here that was not verified.
 */
import { constants, statSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { LabError, UsageError } from '../messages/errors.js';
import { listed, say, spelled } from '../messages/index.js';
import { isFull } from '../system/disk.js';
import { withLock } from '../system/lock.js';
import { cachePath, enterCache, findCached, findTouched, keyOf, stampOf } from './cache.js';
import { cacheTroubleOr } from './cache-trouble.js';
import { digestOf } from './digest.js';
import { discard, download, downloadText, withoutCredentials } from './download.js';
import { inspect } from './inspect.js';
import { mirrors } from './mirrors.js';
import { codeOf, SourceFailure } from './source-failure.js';
import type {
  Artifact,
  ArtifactEvent,
  Assembly,
  Checksum,
  ObtainOptions,
  Patience,
  TarballRequest,
} from './types.js';

/** A source that was tried in vain. */
interface Tried {
  readonly where: string;
  readonly reason: string;
}

/**
 * The artifact that answers a request, fetched and verified where the cache lacks it.
 * Several processes may ask for the same at once: one fetches, the others wait for it.
 * @throws UsageError for a tarball of the user's that cannot be used
 * @throws LabError 'artifact.unavailable' with every address that was tried and why it failed, and the ways out
 * @throws the signal's reason when aborted
 */
export async function obtain(request: TarballRequest, options: ObtainOptions = {}): Promise<Artifact> {
  const { signal, patience, neededHere = false } = options;
  // Looked at before anything else: a path that is not there is told even when the cache would do.
  if (request.archive !== undefined) assertExists(request, request.archive);
  const cached = findCached(request);
  if (cached) return cached;
  if (options.offline && request.archive === undefined) {
    throw new LabError('artifact.offline', { what: request.title, option: optionOf(request, 'FILE') });
  }
  const progress = throttled(options.progress);
  const work: Work = { request, signal, progress, patience, neededHere };
  try {
    const waiting = () => progress({ phase: 'wait', file: request.title });
    return await withLock(cachePath('locks', keyOf(request)), { signal, waiting }, async () => {
      // Whoever held the lock before may have fetched it.
      const meanwhile =
        findCached(request) ?? (await findTouched(request, (path) => digestOf(path, 'sha256', signal)));
      if (meanwhile) return meanwhile;
      try {
        return request.archive === undefined ? await fetched(work) : await brought(work, request.archive);
      } catch (error) {
        // What is there of it can be gone on with, but not on a full disk, which it would keep full.
        if (isFull(codeOf(error))) discardParts(request);
        throw error;
      }
    });
  } catch (error) {
    signal?.throwIfAborted();
    const bytes = request.archive === undefined ? request.bytes : stampOf(request.archive).bytes;
    throw cacheTroubleOr(error, bytes);
  }
}

function discardParts(request: TarballRequest): void {
  discard(cachePath('partial', keyOf(request)));
  discard(tarballOf(request));
}

/** Where the tarball of an assembly is made. */
const tarballOf = (request: TarballRequest): string => cachePath('partial', `${keyOf(request)}.maven`);

interface Work {
  readonly request: TarballRequest;
  readonly signal: AbortSignal | undefined;
  readonly progress: (event: ArtifactEvent) => void;
  readonly patience: Patience | undefined;
  readonly neededHere: boolean;
}

/** The user's own tarball: looked through, and copied into the cache. */
async function brought({ request, signal, progress }: Work, archive: string): Promise<Artifact> {
  const { kind, own } = request;
  const file = own?.file ?? basename(archive);
  const stamp = stampOf(archive);
  progress({ phase: 'inspect', file });
  const contents = await inspect(archive, request, signal);

  const copy = cachePath('partial', keyOf(request));
  await copyFile(archive, copy, constants.COPYFILE_FICLONE);
  progress({ phase: 'verify', file });
  const sha256 = await digestOf(copy, 'sha256', signal);
  if (own && own.sha256 !== sha256) {
    discard(copy);
    const option = spelled(`${kind}Archive`, 'FILE');
    throw new UsageError('own-file.other', { path: archive, found: sha256, sha256: own.sha256, option });
  }
  const version = request.known?.[sha256] ?? contents.version;
  const plain = /^[A-Za-z0-9][\w.+-]*\.(?:tar\.gz|tgz)$/.test(file) ? file : `${kind}-${version}.tar.gz`;
  return enterCache(
    request,
    copy,
    { kind, version, file: plain, sha256, bytes: statSync(copy).size, root: contents.root, source: 'user' },
    stamp,
  );
}

/** The addresses in turn, then whatever else there is. */
async function fetched(work: Work): Promise<Artifact> {
  const { request, signal, progress } = work;
  const tried: Tried[] = [];
  const inVain = (where: string, error: unknown): void => {
    signal?.throwIfAborted();
    if (!(error instanceof SourceFailure)) throw error;
    tried.push({ where, reason: error.message });
    const reason = say('artifact.tried', { where, reason: error.message }).trim();
    progress({ phase: 'failed', file: request.file, reason });
  };
  const checksum = request.checksum ?? (await publishedChecksum(work, tried));
  if (checksum) {
    for (const url of request.urls) {
      try {
        return await fromUrl(work, url, checksum);
      } catch (error) {
        inVain(withoutCredentials(url).url, error);
      }
    }
  }
  const { assembly } = request;
  if (assembly) {
    try {
      return await assembled(work, assembly);
    } catch (error) {
      inVain(assembly.program, error);
    }
  }
  throw unavailable(work, tried);
}

/** The publisher's own checksum of a file for which none is pinned. */
async function publishedChecksum(
  { request, signal, patience }: Work,
  tried: Tried[],
): Promise<Checksum | undefined> {
  const { file, checksumUrl: url } = request;
  if (url === undefined) return undefined;
  try {
    const text = await downloadText(url, { signal, patience });
    // "HEX  name" or, in older releases, "name: HEX HEX …" over several lines.
    const value = text
      .replace(file, ' ')
      .replace(/\s+/g, '')
      .match(/[0-9a-f]{128}/i)?.[0];
    if (value) return { algorithm: 'sha512', value: value.toLowerCase() };
    tried.push({ where: url, reason: say('artifact.reason.other', { reason: 'no sha512' }) });
  } catch (error) {
    if (!(error instanceof SourceFailure)) throw error;
    tried.push({ where: url, reason: say('artifact.reason.no-checksum', { reason: error.message }) });
  }
  return undefined;
}

async function fromUrl(work: Work, url: string, checksum: Checksum): Promise<Artifact> {
  const { request, signal, progress, patience } = work;
  const { kind, file } = request;
  const shown = withoutCredentials(url).url;
  const partial = cachePath('partial', keyOf(request));
  const track = (received: number, total = request.bytes) =>
    progress({ phase: 'download', file, received, url: shown, ...(total !== undefined && { total }) });

  const fresh = !exists(partial);
  await download(url, partial, { signal, patience, progress: track });
  progress({ phase: 'verify', file, url: shown });
  const found = await digestOf(partial, checksum.algorithm, signal);
  if (found !== checksum.value) {
    discard(partial);
    // What an earlier attempt left may have been the bad part.
    if (!fresh) return fromUrl(work, url, checksum);
    throw new SourceFailure(false, 'artifact.reason.checksum', {
      algorithm: checksum.algorithm,
      found: `${found.slice(0, 16)}…`,
    });
  }
  progress({ phase: 'inspect', file, url: shown });
  const contents = await contentsOf(partial, request, signal);
  const sha256 = checksum.algorithm === 'sha256' ? found : await digestOf(partial, 'sha256', signal);
  const bytes = statSync(partial).size;
  const artifact = enterCache(request, partial, {
    kind,
    // A JDK calls itself otherwise than its publisher does: 1.8.0_504 is 8u504-b01.
    version: request.version,
    file,
    sha256,
    bytes,
    root: contents.root,
    source: 'download',
    url: shown,
  });
  discard(partial);
  return artifact;
}

async function contentsOf(partial: string, request: TarballRequest, signal: AbortSignal | undefined) {
  try {
    return await inspect(partial, request, signal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    discard(partial);
    throw new SourceFailure(false, 'artifact.reason.contents', { reason: error.message });
  }
}

async function assembled({ request, signal, progress }: Work, assembly: Assembly): Promise<Artifact> {
  const { kind, file } = request;
  if (!assembly.available()) throw new SourceFailure(false, 'artifact.reason.no-maven');
  progress({ phase: 'maven', file, received: 0 });
  const tarball = tarballOf(request);
  await assembly.make(tarball, cachePath('partial', `${keyOf(request)}.work`), {
    signal,
    progress: (part, count) => progress({ phase: 'maven', file: part, received: count }),
  });
  progress({ phase: 'verify', file });
  const sha256 = await digestOf(tarball, 'sha256', signal);
  const { root, version } = await inspect(tarball, request, signal);
  const bytes = statSync(tarball).size;
  return enterCache(request, tarball, { kind, version, file, sha256, bytes, root, source: 'maven' });
}

/** The setting for a tarball of one's own as it is typed, with a value for it if one is proposed. */
function optionOf({ kind }: TarballRequest, value?: string): string {
  return spelled(`${kind}Archive`, value);
}

function unavailable({ request, neededHere }: Work, tried: readonly Tried[]): LabError {
  const option = optionOf(request, 'FILE');
  const known = listed(mirrors.map(({ name }) => name));
  const noMaven = tried.some(({ reason }) => reason === say('artifact.reason.no-maven'));
  const ways = [
    say('artifact.way.mirror', { known }),
    say('artifact.way.archive', { option, file: request.file }),
    ...(noMaven ? [say('artifact.way.maven')] : []),
    ...(neededHere ? [] : [say('artifact.way.no-fetch')]),
  ];
  return new LabError('artifact.unavailable', {
    what: request.title,
    tried: tried.map(({ where, reason }) => say('artifact.tried', { where, reason })).join('\n'),
    ways: ways.join('\n'),
  });
}

function assertExists(request: TarballRequest, path: string): void {
  if (!exists(path)) throw new UsageError('artifact.archive.missing', { path, option: optionOf(request) });
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}

/** At most ten download events a second: a fast network would send thousands. */
function throttled(progress: ObtainOptions['progress']): (event: ArtifactEvent) => void {
  let last = 0;
  return (event) => {
    const now = performance.now();
    const complete = event.received !== undefined && event.received === event.total;
    if (event.phase === 'download' && now - last < 100 && !complete) return;
    last = event.phase === 'download' ? now : 0;
    progress?.(event);
  };
}
