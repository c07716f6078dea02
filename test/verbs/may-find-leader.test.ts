import { expect, test } from 'vitest';
import { mayFindLeader } from '../../verbs/may-find-leader.js';
import { FakeProvider, fakeServer, labOf } from './fake-provider.js';

/** Five nodes; those named look for a leader, `serving` follow one, and the others are off. */
async function ensemble(looking: readonly string[], serving: readonly string[] = []) {
  const provider = new FakeProvider('docker');
  const [lost, found] = [await fakeServer(''), await fakeServer('follower')];
  provider.servers = Object.fromEntries([
    ...looking.map((name) => [name, lost]),
    ...serving.map((name) => [name, found]),
  ]);
  const lab = labOf({ name: 'five', nodes: 5 });
  return { provider, lab, nodes: lab.nodes.filter(({ name }) => looking.includes(name)) };
}
const off = ['node4:3888', 'node5:3888'];

test.each([
  ['a majority, and others that are off', ['node1', 'node2', 'node3'], [], off, true],
  ['a majority that does not reach itself', ['node1', 'node2', 'node3'], [], ['node1:3888', ...off], false],
  ['too few', ['node1', 'node2'], [], ['node3:3888', ...off], false],
  ['all of them: nothing that takes so long', ['node1', 'node2', 'node3', 'node4', 'node5'], [], [], false],
  ['others have a leader', ['node1'], ['node2', 'node3', 'node4'], ['node5:3888'], true],
  [
    'others have a leader, and are not reached',
    ['node1'],
    ['node2', 'node3', 'node4'],
    ['node2:3888'],
    false,
  ],
])('%s', async (_, looking, serving, unreached, may) => {
  const { provider, lab, nodes } = await ensemble(looking, serving);
  const searching = nodes.map((node) => ({ node, unreached }));
  expect(await mayFindLeader(lab, provider, searching)).toBe(may);
});

test('one that was brought up alone counts those that look already', async () => {
  const { provider, lab, nodes } = await ensemble(['node1', 'node2', 'node5']);
  const last = nodes.filter(({ name }) => name === 'node2');
  const searching = last.map((node) => ({ node, unreached: ['node3:3888', 'node4:3888'] }));
  expect(await mayFindLeader(lab, provider, searching)).toBe(true);
});
