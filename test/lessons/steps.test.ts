import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { scriptFor } from '../../lessons/script.js';
import { steps } from '../../lessons/steps.js';
import { useLanguage } from '../../messages/index.js';
import { nodesOf } from '../../model/nodes.js';
import { stages } from '../../model/stages.js';
import { readTemplate } from '../../providers/common/templates.js';
import { specs } from '../model/specs.js';
import { labOf } from '../verbs/fake-provider.js';
import { placesOf } from './places.js';

const probes = readTemplate('check/probes.sh');
const list = steps(labOf());
const ids = list.map(({ id }) => id);

afterEach(() => useLanguage('en'));

test('every step has a name of its own, and they come in the order of the stages', () => {
  expect(new Set(ids).size).toBe(ids.length);
  const order = list.map(({ stage }) => stages.indexOf(stage));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  expect(new Set(list.map(({ stage }) => stage))).toEqual(new Set(stages));
});

test('a step depends on earlier ones alone', () => {
  for (const [index, { needs = [], needsEverywhere = [] }] of list.entries()) {
    for (const need of [...needs, ...needsEverywhere]) expect(ids.slice(0, index)).toContain(need);
  }
});

test('every step is told in both languages, each in its own words', async () => {
  await useLanguage('zh');
  const chinese = steps(labOf()).map(({ title }) => title);
  for (const [index, { title }] of list.entries()) expect(chinese[index]).not.toBe(title);
  for (const titles of [chinese, list.map(({ title }) => title)]) {
    expect(new Set(titles).size).toBe(titles.length);
  }
});

test('every probe is a function of the script, and every failure has something to type', () => {
  for (const place of placesOf()) {
    for (const { probe, type } of list) {
      if (probe) expect(probes).toMatch(new RegExp(`^${probe(place)[0]}\\(\\) \\{$`, 'm'));
      expect(type(place, 'firewalld').command).not.toBe('');
    }
  }
});

test('the script is bash, whatever the lab', () => {
  fc.assert(
    fc.property(specs, (spec) => {
      const lab = { dir: '/nowhere', spec, nodes: nodesOf(spec) };
      const [first, ...others] = placesOf(lab);
      const last = others.at(-1) ?? first;
      if (!last) throw new Error('a lab without nodes');
      const { status, stderr } = spawnSync('bash', ['-n'], {
        input: scriptFor(last, steps(lab), probes),
        encoding: 'utf8',
      });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }),
    { numRuns: 20 },
  );
});

test('a single server needs no others: neither myid nor server lines, and nothing to be the same', () => {
  const lab = labOf({ nodes: 1 });
  const places = placesOf(lab);
  const left = steps(lab).filter(({ enabled }) => !(enabled?.(places) ?? true));
  expect(left.map(({ id }) => id)).toEqual(['same-zoo-cfg', 'myid']);
  const [place] = places;
  if (!place) throw new Error('a lab without nodes');
  const text = 'clientPort=2181\nserver.1=node1:2888:3888\n';
  const finished = { ...place.finished, zooCfg: { ...place.finished.zooCfg, text } };
  const words = steps(lab)
    .find(({ id }) => id === 'zoo-cfg')
    ?.probe?.({ ...place, finished });
  expect(words).toEqual(['zoo_cfg', '/opt/zookeeper/conf/zoo.cfg', 'clientPort=2181']);
});
