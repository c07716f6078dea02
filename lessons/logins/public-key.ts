/** A public key as files have it: its type and its Base64, with a blank between. Two are the same if their texts are. */
export type PublicKey = string;

const kinds =
  /^(ssh-(rsa|dss|ed25519)|ecdsa-sha2-nistp(256|384|521)|sk-(ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com)$/;

/** The key that a line begins with, whatever is written behind it; undefined where it begins with something else. */
export function keyAtStart(line: string): PublicKey | undefined {
  const [type = '', data = ''] = line.trim().split(/\s+/, 2);
  return kinds.test(type) && /^[A-Za-z0-9+/]{16,}={0,2}$/.test(data) ? `${type} ${data}` : undefined;
}

/** A key's type: ssh-rsa. */
export function typeOf(key: PublicKey): string {
  return key.slice(0, key.indexOf(' '));
}
