import { isAmong } from './patterns.js';
import { keyAtStart, type PublicKey } from './public-key.js';

/** A line of an authorized_keys file. */
export interface AuthorizedKey {
  readonly key: PublicKey;
  /** What stands before the key, by its name in small letters; what has no value has ''. */
  readonly options: ReadonlyMap<string, string>;
}

/** An option, with a value between quotes in which \" is a quote, and the comma behind it. */
const option = /^([A-Za-z0-9-]+)(?:="((?:\\"|[^"])*)")?(,|\s+)/;

/** What a line lets in; undefined for a comment and for what sshd would not understand. */
export function authorizedKeyIn(line: string): AuthorizedKey | undefined {
  const options = new Map<string, string>();
  let rest = line.trim();
  for (let more = true; ; ) {
    const key = keyAtStart(rest);
    if (key !== undefined) return { key, options };
    const [whole = '', name = '', value = '', end = ''] = option.exec(rest) ?? [];
    if (whole === '' || !more) return undefined;
    options.set(name.toLowerCase(), value);
    rest = rest.slice(whole.length);
    more = end === ',';
  }
}

/**
 * Whether a line lets somebody in from an address, to do what they want there. A network's length (10.0.0.0/8) is not
 * understood here: such a line counts.
 */
export function letsIn({ options }: AuthorizedKey, address: string): boolean {
  if (options.has('cert-authority') || options.has('command')) return false;
  const from = options.get('from');
  return from === undefined || from.includes('/') || isAmong(address, from.split(/\s*,\s*/));
}
