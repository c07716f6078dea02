import { expect, test, vi } from 'vitest';
import { ownFiles } from '../../verbs/reset.js';
import { labOf } from '../lessons/lesson-nodes.js';

const provider = {
  name: 'local',
  capabilities: { machine: 'shared', stages: ['jdk', 'zookeeper', 'cluster'] },
  node: () => ({ layout: { log: { folders: [] } }, finished: () => [] }),
};
vi.mock('../../verbs/holder.js', () => ({
  requireChangeable: async () => provider,
  providerOf: async () => provider,
}));

test('a step that the lab does by itself is refused before anybody is asked: no node is ever before it', async () => {
  await expect(ownFiles(labOf({ until: 'cluster' }), { to: 'zoo-cfg' })).rejects.toThrow(
    /Step zoo-cfg is done by this lab itself, which is built up to stage cluster/,
  );
  expect(await ownFiles(labOf({ until: 'jdk' }), { to: 'zoo-cfg' })).toEqual([]);
});

test.each(['wibble', '12'])(
  'of step %s, which there is not, those are told that there are on this engine',
  async (to) => {
    await expect(ownFiles(labOf({ until: 'zookeeper' }), { to })).rejects.toThrow(
      new RegExp(`The lab has no step ${to}\\. There are: java, distribution, .*ensemble; a number`),
    );
  },
);
