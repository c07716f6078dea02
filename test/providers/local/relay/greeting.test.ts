import fc from 'fast-check';
import { expect, test } from 'vitest';
import { electionGreeting, learnerGreeting, more } from '../../../../providers/local/relay/greeting.js';

const long = (value: number | bigint): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(BigInt(value));
  return bytes;
};
const int = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
};
const text = (value: string): Buffer => Buffer.concat([int(Buffer.byteLength(value)), Buffer.from(value)]);
const relayed = (port: number): number => (port >= 3888 && port < 3898 ? port + 2_000 : port);

/** As QuorumCnxManager of 3.5 and later writes it. */
const modern = (version: number, id: number, address: string): Buffer =>
  Buffer.concat([long(version), long(id), text(address)]);

test('3.4 says its number alone', () => {
  const bytes = Buffer.concat([long(3), Buffer.from('what follows')]);
  expect(electionGreeting(bytes, relayed)).toEqual({ id: 3, bytes });
});

test.each([
  [-65_536, '127.0.0.1:3889', '127.0.0.1:5889'],
  [-65_536, '127.0.0.1:9', '127.0.0.1:9'],
  [-65_535, '127.0.0.1:3889|[::1]:3889', '127.0.0.1:5889|[::1]:5889'],
])(
  'later ones add where they are called back (%i, %s): there a relay takes its place',
  (version, from, to) => {
    const rest = Buffer.from('what follows');
    expect(electionGreeting(Buffer.concat([modern(version, 2, from), rest]), relayed)).toEqual({
      id: 2,
      bytes: Buffer.concat([modern(version, 2, to), rest]),
    });
  },
);

test('a learner says its number in its first packet', () => {
  const packet = (type: number) =>
    Buffer.concat([int(type), long(0), int(20), long(4), int(0x10000), long(0), int(-1)]);
  for (const type of [11, 16]) expect(learnerGreeting(packet(type))).toEqual({ id: 4, bytes: packet(type) });
});

test('what nobody knows is handed on as it is', () => {
  const tls = Buffer.from('1603010200010001fc0303', 'hex');
  expect(learnerGreeting(tls)).toEqual({ bytes: tls });
  const strange = Buffer.concat([long(-7), Buffer.from('x')]);
  expect(electionGreeting(strange, relayed)).toEqual({ bytes: strange });
});

test('half a greeting is waited for, whole ones are never lost', () => {
  const whole = modern(-65_536, 1, '127.0.0.1:3888');
  fc.assert(
    fc.property(fc.integer({ min: 0, max: whole.length - 1 }), (length) => {
      expect(electionGreeting(whole.subarray(0, length), relayed)).toBe(more);
    }),
  );
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 30 }), (bytes) => {
      expect(electionGreeting(Buffer.from(bytes), (port) => port)).toMatchObject({
        bytes: Buffer.from(bytes),
      });
    }),
  );
});
