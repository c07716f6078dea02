import { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { freeBlock, isPortFree, takenPorts } from '../../system/ports.js';
import { listen, stopListening } from './listening.js';

describe('a port', () => {
  const anywhere = Object.values(networkInterfaces()).flat();
  const hasIPv6 = anywhere.some((address) => address?.address === '::1');

  test.each([['127.0.0.1'], ['0.0.0.0'], ...(hasIPv6 ? [['::']] : [])])(
    'is taken while somebody listens at %s, and free again when nobody does',
    async (host) => {
      const port = await listen(0, host);
      expect(await isPortFree(port)).toBe(false);
      stopListening(port);
      await expect.poll(() => isPortFree(port)).toBe(true);
    },
  );

  test('is told among others, in their order', async () => {
    const taken = [await listen(0, '127.0.0.1'), await listen(0, '127.0.0.1')].sort((a, b) => b - a);
    const [high = 0, low = 0] = taken;
    const free = await listen(0, '127.0.0.1');
    stopListening(free);
    await expect.poll(() => takenPorts([high, free, low])).toEqual([high, low]);
  });
});

describe('a free block', () => {
  test('begins at a hundred, two hundred … above, and none of its ports is taken', async () => {
    // The second port of the first block is taken.
    const second = await listen(0, '127.0.0.1');
    const from = second - 101;
    const first = await freeBlock(from, (port) => [port, port + 1]);
    expect(((first ?? 0) - from) % 100).toBe(0);
    expect(first).toBeGreaterThanOrEqual(from + 200);
  });

  test('is none where the ports would run out', async () => {
    expect(await freeBlock(65_400, (port) => [port, port + 36])).toBeUndefined();
  });
});
