/**
 * Downloads over http and https: proxies from the environment, redirects, resuming, and a limit on silence.
 * What arrives here is not trusted yet: verification is the caller's.
 */
import { closeSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import type { Dispatcher } from 'undici';
import { assertRoom } from '../system/disk.js';
import { failureOf, isDiskTrouble, SourceFailure } from './source-failure.js';
import type { Patience } from './types.js';

const usualPatience: Patience = { connect: 10_000, stall: 30_000 };

interface Options {
  readonly signal?: AbortSignal | undefined;
  readonly patience?: Patience | undefined;
  /** Called with the bytes so far and, where the server says, in all. */
  readonly progress?: ((received: number, total: number | undefined) => void) | undefined;
}

/** Beside a partial file: whose it is, so that nobody else's rest is put behind it. */
interface Origin {
  readonly url: string;
  /** A strong ETag or a Last-Modified, for If-Range. */
  readonly validator: string;
}

/** How often the same address is asked again when it breaks off, each time for the rest. */
const attempts = 3;

/**
 * Downloads a gzip file into `partial`, continuing what an earlier, broken-off download from the same address left there.
 * @throws SourceFailure with the reason, after which `partial` may hold the beginning of the file
 */
export async function download(url: string, partial: string, options: Options = {}): Promise<void> {
  const { signal, patience = usualPatience } = options;
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await request(url, partial, options, patience);
    } catch (error) {
      signal?.throwIfAborted();
      const failure = asFailure(error, patience);
      if (!failure.again || attempt === attempts) throw failure;
    }
  }
}

/**
 * The text of a small file, e.g. a checksum: at most 64 KiB of it. Redirects are not followed, because they could lead
 * away from https and from the host that is trusted.
 * @throws SourceFailure
 */
export async function downloadText(url: string, options: Options = {}): Promise<string> {
  const { signal, patience = usualPatience } = options;
  try {
    return await ask(url, { redirects: 0, signal, patience }, async ({ statusCode, body }) => {
      if (statusCode !== 200)
        throw new SourceFailure(false, 'artifact.reason.status', { status: statusCode });
      let text = '';
      for await (const chunk of body) {
        text += String(chunk);
        if (text.length > 65_536)
          throw new SourceFailure(false, 'artifact.reason.other', { reason: 'too long' });
      }
      return text;
    });
  } catch (error) {
    signal?.throwIfAborted();
    throw asFailure(error, patience);
  }
}

async function request(url: string, partial: string, options: Options, patience: Patience): Promise<void> {
  const { signal, progress } = options;
  const start = await resumable(url, partial);
  const headers = start ? { range: `bytes=${start.bytes}-`, 'if-range': start.validator } : undefined;
  await ask(url, { redirects: 5, signal, patience, headers }, async (answer) => {
    const rest = answer.statusCode === 206 && start !== undefined && startsAt(answer.headers, start.bytes);
    if (!rest && answer.statusCode !== 200) {
      // A server that cannot make sense of the range: once more from the beginning.
      const confused = start !== undefined && [206, 416].includes(answer.statusCode);
      if (confused) discard(partial);
      const again = confused || answer.statusCode >= 500;
      throw new SourceFailure(again, 'artifact.reason.status', { status: answer.statusCode });
    }
    if (!rest) begin(url, partial, answer.headers);
    assertRoom(partial, lengthOf(answer.headers) ?? 0);
    await receive(answer, partial, rest ? start.bytes : 0, progress);
  });
}

/** Clears the place for a download, and notes what is needed to resume it. */
function begin(url: string, partial: string, headers: Headers): void {
  discard(partial);
  const validator = validatorOf(headers);
  if (validator === undefined) return;
  writeFileSync(originOf(partial), JSON.stringify({ url, validator } satisfies Origin));
}

async function receive(
  { headers, body }: Dispatcher.ResponseData,
  partial: string,
  already: number,
  progress: Options['progress'],
): Promise<void> {
  const length = lengthOf(headers);
  const total = length === undefined ? undefined : already + length;
  let received = already;
  // Written at once and not through a stream: what has arrived when it breaks off must be on disk for resuming. For the
  // same reason nothing is awaited between the answer and here: a body that breaks off unheard drops what it holds.
  const file = openSync(partial, already > 0 ? 'a' : 'w');
  try {
    await new Promise<void>((done, failed) => {
      body.on('data', (chunk: Buffer) => {
        try {
          // An error page that comes with status 200 shows itself in its first bytes.
          if (received === 0 && !isGzip(chunk)) throw new SourceFailure(false, 'artifact.reason.not-gzip');
          writeFully(file, chunk);
          received += chunk.length;
          progress?.(received, total);
        } catch (error) {
          failed(error);
          body.destroy();
        }
      });
      body.once('end', done);
      body.once('error', failed);
      if (body.destroyed) failed(body.errored ?? new SourceFailure(true, 'artifact.reason.reset'));
      body.once('close', () => failed(new SourceFailure(true, 'artifact.reason.reset')));
    });
  } finally {
    closeSync(file);
  }
  if (total !== undefined && received !== total) {
    throw new SourceFailure(true, 'artifact.reason.truncated', { received, total });
  }
  if (received === 0) throw new SourceFailure(false, 'artifact.reason.not-gzip');
}

/** Removes a partial download, and with it what is known of it. */
export function discard(partial: string): void {
  rmSync(partial, { force: true });
  rmSync(originOf(partial), { force: true });
}

async function resumable(url: string, partial: string): Promise<(Origin & { bytes: number }) | undefined> {
  try {
    const { size } = await stat(partial);
    const origin = JSON.parse(await readFile(originOf(partial), 'utf8')) as Origin;
    return size > 0 && origin.url === url ? { ...origin, bytes: size } : undefined;
  } catch {
    return undefined;
  }
}

function originOf(partial: string): string {
  return `${partial}.origin`;
}

function writeFully(file: number, chunk: Buffer): void {
  for (let written = 0; written < chunk.length; ) written += writeSync(file, chunk, written);
}

interface Question {
  readonly redirects: number;
  readonly patience: Patience;
  readonly signal: AbortSignal | undefined;
  readonly headers?: Record<string, string> | undefined;
}

/** Sends a request and hands the answer on; the connection is gone afterwards, whatever became of the answer. */
async function ask<T>(
  address: string,
  { redirects, patience, signal, headers }: Question,
  use: (answer: Dispatcher.ResponseData) => Promise<T>,
): Promise<T> {
  // Loaded when the first download begins: most commands never need it.
  const { EnvHttpProxyAgent, interceptors, request: send } = await import('undici');
  const agent = new EnvHttpProxyAgent({
    connect: { timeout: patience.connect },
    headersTimeout: patience.connect,
    bodyTimeout: patience.stall,
    // A proxy that speaks plain HTTP is asked in plain HTTP; many refuse to open a tunnel to port 80.
    proxyTunnel: false,
  });
  const { url, authorization } = withoutCredentials(address);
  try {
    const answer = await send(url, {
      dispatcher: agent.compose(interceptors.redirect({ maxRedirections: redirects })),
      headers: {
        'user-agent': 'zk-lab',
        // No encoding on top of the tarball's own: a server that adds gzip would change what is verified.
        'accept-encoding': 'identity',
        ...(authorization && { authorization }),
        ...headers,
      },
      ...(signal && { signal }),
    });
    // Torn down unread, a body complains; nobody is interested.
    answer.body.on('error', () => {});
    return await use(answer);
  } finally {
    await agent.destroy();
  }
}

/** An address that may be shown and kept, and what its user name and password become on the way. */
export function withoutCredentials(address: string): { url: string; authorization?: string } {
  const url = new URL(address);
  if (url.username === '' && url.password === '') return { url: address };
  const secret = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
  url.username = '';
  url.password = '';
  return { url: url.href, authorization: `Basic ${Buffer.from(secret).toString('base64')}` };
}

function asFailure(error: unknown, patience: Patience): SourceFailure {
  if (error instanceof SourceFailure) return error;
  if (isDiskTrouble(error)) throw error;
  return failureOf(error, { connect: patience.connect / 1000, stall: patience.stall / 1000 });
}

type Headers = Dispatcher.ResponseData['headers'];

/** The bytes that a server says will come. */
function lengthOf(headers: Headers): number | undefined {
  const length = Number(headers['content-length']);
  return Number.isSafeInteger(length) && length > 0 ? length : undefined;
}

function validatorOf(headers: Headers): string | undefined {
  const etag = headers.etag;
  if (typeof etag === 'string' && !etag.startsWith('W/')) return etag;
  const modified = headers['last-modified'];
  return typeof modified === 'string' ? modified : undefined;
}

function startsAt(headers: Headers, offset: number): boolean {
  return String(headers['content-range'] ?? '').startsWith(`bytes ${offset}-`);
}

function isGzip(chunk: Buffer): boolean {
  return chunk[0] === 0x1f && (chunk.length < 2 || chunk[1] === 0x8b);
}
