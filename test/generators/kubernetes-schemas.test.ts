import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import type { Plan } from '../../generators/plan.js';
import type { Stack } from '../../generators/stack.js';
import type { NodeSpec, PartialSpec } from '../../model/spec.js';
import { useKubectl } from '../testbed/kubectl.js';
import { useKubernetesSchemas } from '../testbed/kubernetes-schemas.js';
import { describeWith } from '../testbed/use-engine.js';
import { blueprintOf, contentOf, planOf, stackOf, writePlan } from './lab-files.js';

/** The first that has all that labs need, one that is in use, and the newest that there are schemas of. */
const releases = ['1.26', '1.30', '1.37'];

const called = (...names: readonly string[]): NodeSpec[] =>
  names.map((name, index) => ({ id: index + 1, name, address: `192.168.252.${101 + index}` }));

const planned = (typed: PartialSpec, more: Partial<Stack> = {}, id?: string) => {
  const blueprint = blueprintOf(typed);
  return planOf(blueprint, { ...stackOf(blueprint), ...more }, id);
};
const { zookeeper } = stackOf(blueprintOf());

/** Labs as different as their manifests can be. */
const shapes = {
  'one node': planned({ nodes: 1 }),
  'three voters': planned({ nodes: 3 }),
  'three voters and an observer': planned({ nodes: 3, observers: 1 }),
  'a stage that leaves the rest to the learner': planned({ until: 'jdk' }),
  'other releases, with little memory': planned({ zookeeper: '3.9', jdk: '17', memory: 256, cpus: 2 }),
  'a second ZooKeeper': planned({}, { other: { ...zookeeper, version: '3.9.5', file: 'other.tar.gz' } }),
  // Labs of old may have such names.
  'names that YAML takes for something else': planned(
    { name: '1e3', nodes: called('y', 'no', 'on', 'e1') },
    {},
    '0123456789',
  ),
  'names of many kinds': planned({ name: '7_labs_of_mine-', nodes: called('zoo-1', 'a', 'b'.repeat(52)) }),
};

const manifests = Object.fromEntries(
  Object.entries(shapes).map(([shape, plan]) => [
    shape,
    ['lab.yaml', 'nodes.yaml'].map((file) => contentOf(plan, `kubernetes/${file}`)).join('\n---\n'),
  ]),
);
const nothing = Object.fromEntries(Object.keys(shapes).map((shape) => [shape, []]));

await describeWith(useKubernetesSchemas, 'by the schemas of three releases of Kubernetes', (schemas) => {
  test('nothing is wrong with the manifests of any lab', async () => {
    expect(await schemas.complaints(manifests, releases)).toEqual(nothing);
  });

  test('what is wrong would be found', async () => {
    const text = manifests['one node'] ?? '';
    const wrong = {
      unknown: text.replace('subPath: opt', 'subpath: opt'),
      misread: text.replace('name: "node1"', 'name: no'),
      later: text.replace('apiVersion: apps/v1', 'apiVersion: apps/v2'),
    };
    expect(await schemas.complaints(wrong, ['1.30'])).toEqual({
      unknown: [
        expect.stringMatching(/^1\.30 StatefulSet node1: spec\.template\..*'subpath' was unexpected/),
      ],
      misread: [expect.stringMatching(/^1\.30 Service .*: metadata\.name: .* is not of type 'string'/)],
      later: ['1.30 StatefulSet node1: apps/v2 is not known'],
    });
  });
});

/** The schemas, and what kubectl makes of each lab. */
async function useKustomized() {
  const [schemas, kubectl] = [await useKubernetesSchemas(), await useKubectl()];
  if (!schemas.available) return schemas;
  return kubectl.available ? { ...kubectl, schemas } : kubectl;
}

await describeWith(useKustomized, 'what kubectl makes of kustomization.yaml', ({ schemas, bin }) => {
  const folder = mkdtempSync(join(tmpdir(), 'zk-lab-kustomize-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const kustomized = async (shape: string, plan: Plan): Promise<string> => {
    const lab = join(folder, shape);
    writePlan(lab, plan);
    return (await execa(join(bin, 'kubectl'), ['kustomize', lab])).stdout;
  };

  test('nothing is wrong with it', async () => {
    const made = await Promise.all(
      Object.entries(shapes).map(async ([shape, plan]) => [shape, await kustomized(shape, plan)] as const),
    );
    expect(await schemas.complaints(Object.fromEntries(made), releases)).toEqual(nothing);
  });

  test('it is the manifests, and what nodes are given', async () => {
    const plan = shapes['names that YAML takes for something else'];
    const made = parseAllDocuments(await kustomized('given', plan)).map((document) => document.toJS());
    const given = (wanted: string) => made.find(({ kind }) => kind === wanted);
    expect(given('ConfigMap').data['zoo.cfg']).toBe(contentOf(plan, 'config/zoo.cfg'));
    const keys: Record<string, string> = given('Secret').data;
    expect(Buffer.from(keys.no ?? '', 'base64').toString()).toBe(contentOf(plan, 'keys/no'));
    const sets = made.filter(({ kind }) => kind === 'StatefulSet');
    expect(sets.map(({ metadata }) => metadata.name).sort()).toEqual(['e1', 'no', 'on', 'y']);
    for (const { spec } of sets) {
      expect(spec.template.spec.volumes).toEqual([
        { name: 'config', configMap: { name: given('ConfigMap').metadata.name } },
        // As octal digits are meant.
        { name: 'keys', secret: { secretName: given('Secret').metadata.name, defaultMode: 0o400 } },
      ]);
    }
  });
});
