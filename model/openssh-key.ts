import { type ED25519KeyPairOptions, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';

/** An OpenSSH key pair as the text of its two files, without the line end of the public one. */
export interface KeyPair {
  readonly private: string;
  readonly public: string;
}

const type = 'ssh-ed25519';
/** Bytes of an ed25519 key, either half; RFC 8410 puts them last in its DER. */
const keyBytes = 32;
/** Bytes of a public key in SSH's encoding: the name of its type and the key, each after its length. */
const publicBytes = 4 + type.length + 4 + keyBytes;
/** A private section that is not encrypted is padded to a multiple of this, with 1, 2, 3, … */
const blockBytes = 8;

/** Not as JSON web keys: Node.js 20 stops dead now and then when it collects garbage while it writes one. */
const encodings: ED25519KeyPairOptions<'der', 'der'> = {
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'der' },
};

const newPair = promisify(generateKeyPair);

const number = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** A string in SSH's encoding (RFC 4251, section 5): its length, then its bytes. */
const string = (value: string | Buffer): Buffer => {
  const bytes = Buffer.from(value as string);
  return Buffer.concat([number(bytes.length), bytes]);
};

const publicLine = (key: Buffer, comment: string): string => `${type} ${key.toString('base64')} ${comment}`;

/**
 * A new pair without a passphrase, made on another thread: fifty take 15 ms. ed25519, because CentOS 7.3's OpenSSH 6.6 and
 * every living one know it, while the RSA that 6.6 can do is refused from OpenSSH 8.8 on; in the format of OpenSSH's own
 * PROTOCOL.key, because 6.6 reads ed25519 in no other, and Node.js writes all others.
 */
export async function newKey(comment: string): Promise<KeyPair> {
  const pair = await newPair('ed25519', encodings);
  const [seed, point] = [pair.privateKey.subarray(-keyBytes), pair.publicKey.subarray(-keyBytes)];
  const publicKey = Buffer.concat([string(type), string(point)]);
  // Twice the same, by which a reader knows that it decrypted well.
  const check = randomBytes(4);
  const secret = [check, check, publicKey, string(Buffer.concat([seed, point])), string(comment)];
  const length = secret.reduce((sum, part) => sum + part.length, 0);
  const padding = Buffer.from(Array.from({ length: -length & (blockBytes - 1) }, (_, index) => index + 1));
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    ...['none', 'none', ''].map(string), // cipher, key derivation and its options
    number(1), // key in this file
    string(publicKey),
    string(Buffer.concat([...secret, padding])),
  ]);
  const lines = file.toString('base64').replace(/.{1,70}/g, '$&\n');
  return {
    private: `-----BEGIN OPENSSH PRIVATE KEY-----\n${lines}-----END OPENSSH PRIVATE KEY-----\n`,
    public: publicLine(publicKey, comment),
  };
}

/** The pair of a private key's file, which holds the public half in the clear. */
export function pairOf(privateKey: string, comment: string): KeyPair {
  const bytes = Buffer.from(privateKey.replace(/-----.*?-----/g, ''), 'base64');
  const begin = bytes.indexOf(type) - 4;
  return { private: privateKey, public: publicLine(bytes.subarray(begin, begin + publicBytes), comment) };
}
