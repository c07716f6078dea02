import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Lab } from '../../../model/lab.js';
import type { LabPlace } from '../../../providers/kubernetes/cluster-place.js';
import { imageAt, imageIn, manifestsFor, manifestsOf } from '../../../providers/kubernetes/manifests.js';
import { blueprintOf, planOf, writePlan } from '../../generators/lab-files.js';
import { useKubectl } from '../../testbed/kubectl.js';
import { describeWith } from '../../testbed/use-engine.js';

test.each([
  ['', 'localhost/zk-lab/pod:1', 'localhost/zk-lab/pod:1'],
  ['registry.example.org/you', 'localhost/zk-lab/pod:1', 'registry.example.org/you/zk-lab/pod:1'],
  ['localhost:5000/', 'localhost/zk-lab/pod:1', 'localhost:5000/zk-lab/pod:1'],
])('in the registry %j, %s is called %s', (registry, image, called) => {
  expect(imageAt(registry, image)).toBe(called);
});

await describeWith(useKubectl, 'a lab’s manifests, as they are applied', ({ bin }) => {
  const dir = mkdtempSync(join(tmpdir(), 'zk-lab-manifests-'));
  afterAll(() => rmSync(dir, { recursive: true }));
  beforeEach(() => vi.stubEnv('PATH', bin));
  afterEach(() => vi.unstubAllEnvs());
  const { nodes, ...blueprint } = blueprintOf({ nodes: 3 });
  const lab = { dir, nodes } as unknown as Lab;
  beforeAll(() => writePlan(dir, planOf({ nodes, ...blueprint })));
  const at = (registry: string) => ({ registry }) as LabPlace;

  test('of the nodes that are meant, and of what all have', async () => {
    const all = await manifestsOf(lab);
    const meant = manifestsFor(all, nodes.slice(1, 2), at(''));
    const sets = meant.filter(({ kind }) => kind === 'StatefulSet');
    expect(sets.map(({ metadata }) => metadata.name)).toEqual(['node2']);
    const others = (list: typeof all) => list.filter(({ kind }) => kind !== 'StatefulSet');
    expect(others(meant)).toEqual(others(all));
  });

  test('with the image where the registry has it', async () => {
    const all = await manifestsOf(lab);
    const image = imageIn(all);
    expect(image).toMatch(/^localhost\/zk-lab\/pod:\w+$/);
    const there = image.replace('localhost', 'registry.example.org/you');
    const text = JSON.stringify(manifestsFor(all, nodes, at('registry.example.org/you')));
    expect(text.split(there)).toHaveLength(1 + 2 * nodes.length);
    expect(text).not.toContain(image);
  });

  describe('what their owner has changed', () => {
    const files = ['kustomization.yaml', 'kubernetes/nodes.yaml'];
    const kept = new Map<string, string>();
    beforeEach(() => {
      for (const file of files) kept.set(file, readFileSync(join(dir, file), 'utf8'));
    });
    afterEach(() => {
      for (const [file, text] of kept) writeFileSync(join(dir, file), text);
    });

    test('counts', async () => {
      const images =
        '\nimages: [{ name: localhost/zk-lab/pod, newName: mirror.example.org/pod, newTag: mine }]\n';
      appendFileSync(join(dir, 'kustomization.yaml'), images);
      expect(imageIn(await manifestsOf(lab))).toBe('mirror.example.org/pod:mine');
    });

    test('is told where nothing can be made of it', async () => {
      appendFileSync(join(dir, 'kubernetes/nodes.yaml'), '---\nkind: [\n');
      const again =
        /manifests cannot be read: [\s\S]*nodes\.yaml[\s\S]*zk-lab create \. --force --spec zk-lab\.yaml$/;
      await expect(manifestsOf(lab)).rejects.toThrow(again);
      writeFileSync(
        join(dir, 'kubernetes/nodes.yaml'),
        '{ apiVersion: v1, kind: ConfigMap, metadata: { name: a } }',
      );
      const all = await manifestsOf(lab);
      expect(() => imageIn(all)).toThrow(/manifests cannot be read: StatefulSet/);
    });
  });
});
