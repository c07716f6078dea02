import { type MessageArgs, type MessageKey, say } from '../messages/index.js';
import { codeOf as codeOfSystem } from '../system/disk.js';

type ReasonKey = Extract<MessageKey, `artifact.reason.${string}`>;

/** Why one source did not give what was wanted; the next one is tried. `again`: the same one may still do. */
export class SourceFailure<K extends ReasonKey = ReasonKey> extends Error {
  readonly code: K;
  readonly again: boolean;

  constructor(again: boolean, code: K, ...args: MessageArgs<K>) {
    super(say(code, ...args));
    this.code = code;
    this.again = again;
  }
}

/** Whether an error is the disk's or the cache's: no other source helps. A firewall also says EPERM, when connecting. */
export function isDiskTrouble(error: unknown): boolean {
  const found = systemError(error);
  return (
    ['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO', 'ENOTDIR'].includes(codeOf(error) ?? '') &&
    found?.syscall !== 'connect'
  );
}

/** The code of a system or undici error, or of the one that caused it. */
export function codeOf(error: unknown): string | undefined {
  const found = systemError(error);
  return found && codeOfSystem(found);
}

function systemError(error: unknown): NodeJS.ErrnoException | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    if (typeof (e as NodeJS.ErrnoException).code === 'string') return e as NodeJS.ErrnoException;
    if (e instanceof AggregateError && e.errors.length > 0) return systemError(e.errors[0]);
  }
  return undefined;
}

/** Tells in the user's words why a connection failed. */
export function failureOf(error: unknown, seconds: { connect: number; stall: number }): SourceFailure {
  const code = codeOf(error) ?? '';
  const reason = innermost(error);
  switch (code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new SourceFailure(false, 'artifact.reason.dns');
    case 'ECONNREFUSED':
      return new SourceFailure(false, 'artifact.reason.refused');
    case 'UND_ERR_CONNECT_TIMEOUT':
    case 'ETIMEDOUT':
    case 'UND_ERR_HEADERS_TIMEOUT':
      return new SourceFailure(false, 'artifact.reason.timeout', { seconds: seconds.connect });
    case 'UND_ERR_BODY_TIMEOUT':
      return new SourceFailure(true, 'artifact.reason.stalled', { seconds: seconds.stall });
    case 'ECONNRESET':
    case 'EPIPE':
    case 'UND_ERR_SOCKET':
      return new SourceFailure(true, 'artifact.reason.reset');
    default:
      if (/CERT|SELF_SIGNED|ISSUER|TLS|SSL/.test(code)) {
        return new SourceFailure(false, 'artifact.reason.tls', { reason });
      }
      if (/proxy/i.test(reason)) return new SourceFailure(false, 'artifact.reason.proxy', { reason });
      return new SourceFailure(false, 'artifact.reason.other', { reason });
  }
}

function innermost(error: unknown): string {
  let message = String(error);
  for (let e = error; e instanceof Error; e = e.cause) message = e.message || message;
  return message;
}
