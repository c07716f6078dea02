/** Who may talk to the page's server. Pure: names and tokens in, a judgement out. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** What somebody with a token may do: everything, or look. */
export type Right = 'own' | 'look';

/**
 * Whether a request names this server as its host. A foreign page that had its own name lead to 127.0.0.1 (rebinding) is
 * known by that name: that is why Origin's agreeing with Host proves nothing.
 */
export function isOwnHost(host: string | undefined, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/** Whether a page of this server's asks. Browsers send no Origin for plain reading, but always for a WebSocket. */
export function isOwnOrigin(origin: string | undefined, port: number): boolean {
  return origin?.startsWith('http://') === true && isOwnHost(origin.slice('http://'.length), port);
}

const secret = (): string => randomBytes(32).toString('base64url');
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const same = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other));

/** The tokens of one run of the server. Those of another run are worth nothing. */
export class Tokens {
  private readonly own = secret();
  private readonly guests = secret();
  private ticket: string | undefined;

  /** What may be given away: whoever has it looks on. */
  get guest(): string {
    return this.guests;
  }

  /**
   * What opens the page once, as its owner. It stands in the arguments of the browser's process, which other users of the
   * machine can read; once it was used it is worth nothing, and the page has the token that it is exchanged for.
   */
  issueTicket(): string {
    this.ticket = secret();
    return this.ticket;
  }

  /** What somebody with this may do, and the token by which that is known from now on; undefined: nothing. */
  judge(token: string): { readonly right: Right; readonly token: string } | undefined {
    if (this.ticket !== undefined && same(token, this.ticket)) {
      this.ticket = undefined;
      return { right: 'own', token: this.own };
    }
    if (same(token, this.own)) return { right: 'own', token };
    return same(token, this.guests) ? { right: 'look', token } : undefined;
  }
}
