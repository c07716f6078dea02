import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test, vi } from 'vitest';
import { LabError } from '../../messages/errors.js';
import { sentence, textOf } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import { noteStorm } from '../../model/storm-notes.js';
import { forgetUnfinished, noteUnfinished, unfinishedOf } from '../../model/unfinished.js';
import type { Provider } from '../../providers/contract.js';
import { down } from '../../verbs/down.js';
import { fault } from '../../verbs/fault.js';
import { grow } from '../../verbs/grow.js';
import { replace } from '../../verbs/replace.js';
import { shrink } from '../../verbs/shrink.js';
import { statusWithNotes } from '../../verbs/status.js';
import { storm } from '../../verbs/storm.js';
import { Znodes } from '../../verbs/znodes.js';
import { FakeProvider, fakeServer, labOf } from './fake-provider.js';
import { hearing } from './hearing.js';

const fake = vi.hoisted(() => ({ provider: undefined as Provider | undefined }));
vi.mock('../../providers/index.js', () => ({
  providerNamed: async () => fake.provider,
  allProviders: async () => [fake.provider],
  holdingsOf: async (lab: Lab) => [{ provider: fake.provider, holding: await fake.provider?.holds(lab) }],
}));

let provider: FakeProvider;
let lab: Lab;
const { context, told, forget } = hearing();

beforeEach(async () => {
  forget();
  provider = new FakeProvider('docker');
  provider.held = true;
  lab = labOf({ name: 'members', until: 'cluster' });
  for (const { name } of lab.nodes) {
    provider.running.add(name);
    provider.servers[name] = await fakeServer(name === 'node1' ? 'leader' : 'follower');
  }
  fake.provider = provider;
});

test('who changes the members while another one does waits, and says so', async () => {
  const lock = join(lab.dir, '.zk-lab-unfinished.lock');
  writeFileSync(lock, 'another-machine - 1 1');
  const replaced = replace(lab, 'node2', {}, context);
  await expect.poll(told).toEqual(['Waiting for another zk-lab that changes the nodes of this lab']);
  expect(provider.calls).toEqual([]);
  rmSync(lock);
  await replaced;
  expect(provider.calls.filter((call) => /^(down|remove|up)/.test(call))).toEqual([
    'down node2',
    'remove node2',
    'up node2',
  ]);
});

test('two changes at once in one program come one after the other', async () => {
  await Promise.all([replace(lab, 'node2', {}, context), replace(lab, 'node3', {}, context)]);
  expect(provider.calls.filter((call) => /^(down|remove|up)/.test(call))).toEqual(
    ['node2', 'node3'].flatMap((name) => [`down ${name}`, `remove ${name}`, `up ${name}`]),
  );
  expect(told().filter((line) => /Waiting for another/.test(line))).toEqual([]);
});

test('a node that does not serve because of a fault: the advice is to undo it, since up does not', async () => {
  provider.servers.node3 = 1;
  provider.running.delete('node3');
  provider.present = [{ verb: 'kill', node: 'node3', id: 'a' }];
  const work = grow(lab, 5, {}, context);
  await expect(work).rejects.toThrow(/These do not serve: node3\. .*node3 was killed.*zk-lab fault heal/);
});

test('whoever answers at the ports of nodes that do not run is another lab, and is left alone', async () => {
  provider.running.clear();
  await expect(grow(lab, 5, {}, context)).rejects.toThrow(/These do not serve: node1, node2, node3/);
  await expect(shrink(lab, 1, {}, context)).rejects.toMatchObject({ code: 'members.not-serving' });
  await expect(replace(lab, 'node2', {}, context)).rejects.toMatchObject({ code: 'members.not-serving' });
  expect(provider.calls).toEqual([]);
  const others = {
    code: 'node.anothers',
    message: expect.stringMatching(/^node1, node2, node3 .*: zk-lab up$/),
  };
  await expect(storm(lab, { length: 1_000, seed: 1 }, context)).rejects.toMatchObject(others);
  await expect(new Znodes(lab, {}, () => {}).look('/')).rejects.toMatchObject(others);
});

test('servers whose files were moved elect nobody until they run where those are; what was begun goes on', async () => {
  const { states } = provider;
  provider.states = async (of) => (await states(of)).map((each) => ({ ...each, displaced: true as const }));
  const refused = {
    code: 'node.displaced',
    message: expect.stringMatching(/^The files of node1, node2, node3 were moved.*: zk-lab up$/),
  };
  await expect(grow(lab, 5, {}, context)).rejects.toMatchObject(refused);
  await expect(shrink(lab, 1, {}, context)).rejects.toMatchObject(refused);
  await expect(replace(lab, 'node2', {}, context)).rejects.toMatchObject(refused);
  await expect(storm(lab, { length: 1_000, seed: 1 }, context)).rejects.toMatchObject(refused);
  await expect(fault(lab, { verb: 'kill', words: ['node1'] }, context)).rejects.toMatchObject(refused);
  await expect(down(lab, { nodes: ['node1'] }, context)).rejects.toMatchObject(refused);
  expect(provider.calls).toEqual([]);
  expect(unfinishedOf(lab)).toBeUndefined();
  // Where all of them are stopped, nobody elects.
  await expect(down(lab, {}, context)).resolves.toBeDefined();
  noteUnfinished(lab, { verb: 'replace', typed: 'node2' });
  await replace(lab, 'node2', {}, context);
  expect(provider.calls).toContain('remove node2');
});

test('a machine of somebody’s that does not answer: nothing is begun that could not be finished', async () => {
  const { states } = provider;
  const note = sentence('machines.gone', { node: 'node3', host: 'root@10.0.0.13' });
  provider.states = async (of) =>
    (await states(of)).map((each) =>
      each.name === 'node3' ? { ...each, running: false, unreached: true as const, note } : each,
    );
  const refused = { code: 'members.unreached', message: expect.stringContaining(textOf(note)) };
  await expect(replace(lab, 'node3', {}, context)).rejects.toMatchObject(refused);
  await expect(shrink(lab, 1, {}, context)).rejects.toMatchObject(refused);
  expect(provider.calls).toEqual([]);
  expect(unfinishedOf(lab)).toBeUndefined();
});

test('new members that cannot be made: those of before are started again, and it is told what it was', async () => {
  const { up } = provider;
  provider.up = async (of, nodes) => {
    await up.call(provider, of, nodes);
    if (nodes.length === lab.nodes.length) return;
    provider.running.clear();
    throw new LabError('docker.disk-full');
  };
  await expect(grow(lab, 5, {}, context)).rejects.toMatchObject({ code: 'docker.disk-full' });
  expect([...provider.running]).toEqual(['node1', 'node2', 'node3']);
  expect(told()).toContain('Starting those again that served before: node1, node2, node3');
  expect(told().at(-1)).toBe('Not finished. This goes on from here: zk-lab grow 5');
  expect(unfinishedOf(lab)).toMatchObject({ verb: 'grow', phase: 'stop' });
  forgetUnfinished(lab);
});

test('where nothing can be written, nothing is begun', async () => {
  provider.lackOfRoom = (_, servers) => ({ path: '/labs', reason: `no room for ${servers}` });
  for (const [work, lack] of [
    [() => grow(lab, 5, {}, context), 5],
    [() => shrink(lab, 1, {}, context), 1],
    [() => replace(lab, 'node2', {}, context), 1],
  ] as const) {
    const message = expect.stringContaining(
      `/labs, where the servers of this lab live: no room for ${lack}.`,
    );
    await expect(work()).rejects.toMatchObject({ code: 'members.no-room', message });
  }
  expect(provider.calls).toEqual([]);
  expect(unfinishedOf(lab)).toBeUndefined();
});

test('while a storm goes on nothing is touched; what a killed one has left is in nobody’s way', async () => {
  const storm = noteStorm(lab, '/zk-lab-storm-0a1b2c3d', 'docker');
  const refused = { code: 'storm.goes-on', message: expect.stringContaining(`of process ${process.pid}`) };
  await expect(grow(lab, 5, {}, context)).rejects.toMatchObject(refused);
  await expect(shrink(lab, 1, {}, context)).rejects.toMatchObject(refused);
  await expect(replace(lab, 'node2', {}, context)).rejects.toMatchObject(refused);
  expect(provider.calls).toEqual([]);
  expect(unfinishedOf(lab)).toBeUndefined();
  storm.end(false);
  await replace(lab, 'node2', {}, context);
  expect(provider.calls).toContain('remove node2');
});

test('while members change, and where that was broken off, no storm with faults begins', async () => {
  const blow = () => storm(lab, { length: 1_000, seed: 1 }, context);
  const { remove } = provider;
  let meanwhile: unknown;
  provider.remove = async (...words) => {
    meanwhile = await blow().catch((error) => error);
    return remove.apply(provider, words);
  };
  await replace(lab, 'node2', {}, context);
  expect(meanwhile).toMatchObject({ code: 'members.changing' });

  provider.remove = () => Promise.reject(new Error('broken off'));
  await expect(replace(lab, 'node2', {}, context)).rejects.toThrow('broken off');
  await expect(blow()).rejects.toMatchObject({
    code: 'members.unfinished',
    message: expect.stringContaining('zk-lab replace node2'),
  });
  const { notes } = await statusWithNotes(lab);
  expect(notes.map(textOf)).toContainEqual(expect.stringMatching(/was interrupted.*: zk-lab replace node2$/));
});

test('faults that have ended with the change are told', async () => {
  const [cut, slow] = [
    { verb: 'cut', sides: [['node2'], ['node1', 'node3']], id: 'a' },
    { verb: 'slow', node: 'node1', milliseconds: 200, id: 'b' },
  ] as const;
  provider.present = [cut, slow];
  const { down } = provider;
  provider.down = async (...words) => {
    provider.present = [slow];
    return down.apply(provider, words);
  };
  await replace(lab, 'node2', {}, context);
  expect(told().filter((line) => /ended/.test(line))).toEqual([
    'A fault that was in force has ended with it: cut: node2 | node1, node3',
  ]);
  expect(unfinishedOf(lab)).toBeUndefined();
});

test.each([Number.NaN, 3.5, -1, Number.POSITIVE_INFINITY])('%d is no number of nodes', async (number) => {
  const refused = { code: 'members.bad-number' };
  await expect(grow(lab, number, {}, context)).rejects.toMatchObject(refused);
  await expect(grow(lab, 5, { observers: number }, context)).rejects.toMatchObject(refused);
  await expect(shrink(lab, number, {}, context)).rejects.toMatchObject(refused);
  expect(unfinishedOf(lab)).toBeUndefined();
});
