/**
 * Who calls, by the first bytes of a connection between two servers. ZooKeeper says it on both of its ports, before
 * anything else.
 */

/** What was made out of a greeting. `bytes` are to be handed on in the place of all that was read. */
export interface Greeting {
  /** The caller's number; absent where it does not tell in a way that is known here, as with TLS or SASL. */
  readonly id?: number;
  readonly bytes: Buffer;
}

/** More bytes are needed. */
export const more = Symbol('more');

const followerInfo = 11;
const observerInfo = 16;

/** A learner's first packet to its leader: type, transaction id, length of what follows, and first in that its number. */
export function learnerGreeting(bytes: Buffer): Greeting | typeof more {
  if (bytes.length < 4) return more;
  const type = bytes.readInt32BE(0);
  if (type !== followerInfo && type !== observerInfo) return { bytes };
  if (bytes.length < 24) return more;
  return { id: Number(bytes.readBigInt64BE(16)), bytes };
}

/** What 3.5 and later begin with: then come number, length and text of the address that the caller wants to be called at. */
const versions = [-65536n, -65535n];
/** Longer than any address. */
const longest = 1_000;

/**
 * The first bytes at an election port: a number, in 3.4 the caller's. Later servers add their own address, and whoever has
 * the higher number calls back there: so that address becomes a relay's.
 * @param relayed the port in the place of an election port
 */
export function electionGreeting(bytes: Buffer, relayed: (port: number) => number): Greeting | typeof more {
  if (bytes.length < 8) return more;
  const first = bytes.readBigInt64BE(0);
  if (!versions.includes(first)) return first < 0n ? { bytes } : { id: Number(first), bytes };
  if (bytes.length < 20) return more;
  const length = bytes.readInt32BE(16);
  if (length < 0 || length > longest) return { bytes };
  if (bytes.length < 20 + length) return more;
  const addresses = bytes.toString('utf8', 20, 20 + length);
  const text = Buffer.from(
    addresses.replace(/:(\d+)(?=\||$)/g, (_, port: string) => `:${relayed(Number(port))}`),
  );
  const size = Buffer.alloc(4);
  size.writeInt32BE(text.length);
  return {
    id: Number(bytes.readBigInt64BE(8)),
    bytes: Buffer.concat([bytes.subarray(0, 16), size, text, bytes.subarray(20 + length)]),
  };
}
