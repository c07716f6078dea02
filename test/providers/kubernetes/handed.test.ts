import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdBack } from '../../../model/unfinished.js';
import { handedAs, nextNumber } from '../../../providers/kubernetes/handed.js';
import type { Manifest } from '../../../providers/kubernetes/manifests.js';
import type { Pod } from '../../../providers/kubernetes/pods.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'zk-lab-handed-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

const volumes = [
  { name: 'config', configMap: { name: 'own-config' } },
  { name: 'keys', secret: { secretName: 'own-keys' } },
];
const setOf = (node: string): Manifest => ({
  kind: 'StatefulSet',
  metadata: { name: node, labels: { 'zk-lab.node': node } },
  spec: {
    template: {
      spec: {
        containers: [
          { name: 'node', image: 'i' },
          { name: 'beside', image: 'j' },
        ],
        initContainers: [],
        volumes,
      },
    },
  },
});
const all: readonly Manifest[] = [
  { kind: 'ConfigMap', metadata: { name: 'own-config' }, data: { nodes: '1 node1\n' } },
  { kind: 'ConfigMap', metadata: { name: 'somebody-elses' }, data: { a: 'b' } },
  { kind: 'Secret', metadata: { name: 'own-keys' }, data: { a: 'Yg==' } },
  setOf('node1'),
  setOf('node2'),
];
const pod = (node: string, awaits: number, ending = false) => ({ node, awaits, ending }) as Pod;
const environmentIn = (manifests: readonly Manifest[]) =>
  manifests
    .flatMap(({ spec }) => spec?.template?.spec.containers ?? [])
    .map(({ env }) => env?.map(({ name, value }) => `${name}=${value}`).join(' '));

test('files have the number, and so have the pods that are made now; what is somebody else’s stays as it is', () => {
  const handed = handedAs(all, 4, [], { dir });
  expect(handed.map(({ data }) => data)).toEqual([
    { nodes: '1 node1\n', handed: '4' },
    { a: 'b' },
    { a: 'Yg==', handed: 'NA==' },
    undefined,
    undefined,
  ]);
  expect(environmentIn(handed)).toEqual(['ZK_LAB_HANDED=4', undefined, 'ZK_LAB_HANDED=4', undefined]);
});

test('a pod that is there keeps its own, also if it has none: a set with another one would make it anew', () => {
  expect(environmentIn(handedAs(all, 4, [pod('node1', 2), pod('node2', 0)], { dir }))).toEqual([
    'ZK_LAB_HANDED=2',
    undefined,
    undefined,
    undefined,
  ]);
  expect(environmentIn(handedAs(all, 4, [pod('node1', 2, true)], { dir }))[0]).toBe('ZK_LAB_HANDED=4');
});

test('who is held back is told to pods as long as somebody is', () => {
  holdBack({ dir }, ['node3', 'node4']);
  expect(handedAs(all, 4, [], { dir })[0]?.data?.joining).toBe('node3\nnode4\n');
});

test('a number is higher than any before, whosever notes are lost', () => {
  expect(nextNumber({}, [])).toBe(1);
  expect(nextNumber({ handed: 6 }, [pod('node1', 2)])).toBe(7);
  expect(nextNumber({}, [pod('node1', 2), pod('node2', 9)])).toBe(10);
});
