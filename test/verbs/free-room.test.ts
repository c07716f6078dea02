import { expect, test } from 'vitest';
import { assertForHosts } from '../../model/hosts.js';
import { resolve } from '../../model/resolve.js';
import { withFreeRoom } from '../../verbs/free-room.js';

test('a lab of its own has a network and ports that are free; what was said stays', async () => {
  const spec = await withFreeRoom({ nodes: 3 });
  expect(spec).toMatchObject({ nodes: 3, network: expect.stringMatching(/^10\./) });
  expect(resolve({ ...spec, name: 'x' }, 'x64').nodes).toHaveLength(3);
  expect(await withFreeRoom({ clientPort: 3000, network: '10.9.0.0/24' })).toEqual({
    clientPort: 3000,
    network: '10.9.0.0/24',
  });
});

test('machines that are there already have theirs', async () => {
  const typed = { hosts: ['10.0.0.11', '10.0.0.12'] };
  const spec = await withFreeRoom(typed);
  expect(spec).toEqual(typed);
  expect(() => assertForHosts(spec)).not.toThrow();
});
