import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { blueprintOf, contentOf, planOf } from './lab-files.js';

const read = (text: string) => parseAllDocuments(text).map((document) => document.toJS());

describe('a lab’s manifests', () => {
  const plan = planOf(blueprintOf({ nodes: 3, observers: 1 }));
  const nodes = read(contentOf(plan, 'kubernetes/nodes.yaml'));
  const rest = read(contentOf(plan, 'kubernetes/lab.yaml'));

  test('everything carries the lab’s id', () => {
    const all = [...nodes, ...rest, ...nodes.flatMap(({ spec }) => spec.volumeClaimTemplates ?? [])];
    expect(all.map(({ metadata }) => metadata.labels['zk-lab.id'])).toEqual(all.map(() => 'an-id'));
    const { generatorOptions } = parse(contentOf(plan, 'kustomization.yaml'));
    expect(generatorOptions.labels).toEqual({ 'zk-lab.id': 'an-id' });
  });

  test('each node is a set of one under its own name, which leads there before it serves', () => {
    const names = ['node1', 'node2', 'node3', 'node4'];
    const ofKind = (wanted: string) => nodes.filter(({ kind }) => kind === wanted);
    expect(ofKind('StatefulSet').map(({ metadata }) => metadata.name)).toEqual(names);
    expect(ofKind('StatefulSet').map(({ spec }) => spec.serviceName)).toEqual(names);
    for (const { spec } of ofKind('Service')) {
      expect(spec).toMatchObject({ clusterIP: 'None', publishNotReadyAddresses: true });
    }
  });

  test('a quorum of voters is kept; where none can be missed, nobody is kept from emptying a host', () => {
    const budget = rest.find(({ kind }) => kind === 'PodDisruptionBudget');
    expect(budget.spec).toMatchObject({
      minAvailable: 2,
      selector: { matchLabels: { 'zk-lab.role': 'participant' } },
    });
    const alone = read(contentOf(planOf(blueprintOf({ nodes: 1 })), 'kubernetes/lab.yaml'));
    expect(alone.map(({ kind }) => kind)).not.toContain('PodDisruptionBudget');
  });

  test('whatever the lab is called, a cluster takes the names of all that is its', () => {
    // A service's name is to be a DNS label of the older kind.
    const label = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,59}$/);
    fc.assert(
      fc.property(name, (lab) => {
        const named = planOf(blueprintOf({ name: lab, nodes: 3 }));
        const { configMapGenerator, secretGenerator } = parse(contentOf(named, 'kustomization.yaml'));
        const all = ['lab.yaml', 'nodes.yaml'].flatMap((file) =>
          read(contentOf(named, `kubernetes/${file}`)),
        );
        const names = all.map(({ metadata }) => metadata.name);
        for (const each of [...configMapGenerator, ...secretGenerator]) names.push(each.name);
        expect(names.filter((each) => !label.test(each))).toEqual([]);
      }),
      { numRuns: 20, examples: [['2024'], ['_'.repeat(60).replace('_', 'a')], [`a${'-'.repeat(59)}`]] },
    );
  });

  test('every key and file that is given exists', () => {
    const { configMapGenerator, secretGenerator } = parse(contentOf(plan, 'kustomization.yaml'));
    const files = [...configMapGenerator, ...secretGenerator].flatMap(({ files }) => files);
    const planned = plan.files.map(({ path }) => path);
    expect(files.filter((file) => !planned.includes(file))).toEqual([]);
    expect(files).toContain('keys/node4');
  });
});
