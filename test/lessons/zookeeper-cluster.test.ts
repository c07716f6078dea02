import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { builtIn } from '../../lessons/built-in.js';
import { judge, stepsFor } from '../../lessons/judge.js';
import { scriptFor } from '../../lessons/look.js';
import { factPlaceholders, surroundingPlaceholders } from '../../lessons/placeholder-names.js';
import { commandsFor } from '../../lessons/placeholders.js';
import { readProbes } from '../../lessons/probes.js';
import { useLanguage } from '../../messages/index.js';
import { stages } from '../../model/stages.js';
import { firstOf, labOf, lessonNodesOf, processesOf } from './lesson-nodes.js';

const lesson = builtIn('zookeeper-cluster');
const { steps } = lesson;

afterEach(() => useLanguage('en'));

const titlesOf = (of = lessonNodesOf()): string[] =>
  judge(lesson, of, [], new Set()).map(({ title }) => title);

test('there are steps for every stage', () => {
  expect(new Set(steps.map(({ stage }) => stage))).toEqual(new Set(stages));
});

test('every step is told in both languages, each in its own words', async () => {
  const english = titlesOf();
  await useLanguage('zh');
  const chinese = titlesOf();
  for (const titles of [english, chinese]) expect(new Set(titles).size).toBe(steps.length);
  for (const [index, title] of english.entries()) {
    expect(title).not.toMatch(/\p{Script=Han}/u);
    expect(chinese[index]).toMatch(/\p{Script=Han}/u);
  }
});

test('whatever probes know is named by a step, and the other way round', () => {
  const said = new Set(Array.from(readProbes().matchAll(/\bfact ([a-z]\w*)/gi), ([, name = '']) => name));
  const told = JSON.stringify(steps.map(({ remedy }) => remedy));
  const isNamed = (name: string) => new RegExp(`{{[#^]?${name}}}`).test(told);
  const named = Object.keys(factPlaceholders).filter(isNamed);
  // How lines differ, the comparison tells too.
  expect([...said].sort()).toEqual(Object.keys(factPlaceholders).sort());
  expect(named.sort()).toEqual([...said].sort());
  expect(Object.keys(surroundingPlaceholders).filter((name) => !isNamed(name))).toEqual([]);
});

test('every step is explained in one to three sentences', () => {
  for (const { explanation } of steps) {
    // Of the two that a conditional text holds, a lab has one.
    const english = (explanation.en ?? '').replace(/{{\^.*/s, '');
    const chinese = (explanation['zh-CN'] ?? '').replace(/{{\^.*/s, '');
    expect(english.match(/[.?](?=\s|$|{)/g)?.length).toSatisfy((count) => count >= 1 && count <= 3);
    expect(chinese.match(/[。？]/g)?.length).toSatisfy((count) => count >= 1 && count <= 3);
    // A folded line would leave a blank between its characters.
    expect(chinese).not.toMatch(/\p{Script=Han} \p{Script=Han}/u);
  }
});

test('of a single server other words are told', async () => {
  const alone = lessonNodesOf(labOf({ nodes: 1 }));
  expect([titlesOf().at(-1), titlesOf(alone).at(-1)]).toEqual([
    'one leads, the others follow',
    'it stands alone',
  ]);
  await useLanguage('zh');
  expect([titlesOf().at(-1), titlesOf(alone).at(-1)]).toEqual(['一个当领导者，其余跟随', '单机运行']);
});

test('the script is bash, whatever the lab', () => {
  const labs = fc
    .record({
      nodes: fc.integer({ min: 3, max: 50 }),
      observers: fc.integer({ min: 0, max: 50 }),
      prefix: fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
    })
    .map(labOf);
  const folders = fc.string({ minLength: 1 }).filter((text) => !text.includes('\0'));
  fc.assert(
    fc.property(labs, folders, (lab, dir) => {
      const last = firstOf(processesOf(lab, `/${dir}`).reverse());
      const script = scriptFor(last, steps, readProbes(), ['node2']);
      const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    }),
    { numRuns: 20 },
  );
});

test('a single server needs no others: neither myid nor server lines, and nothing to be the same', () => {
  const text = 'clientPort=2181\nserver.1=node1:2888:3888\n';
  const zooCfg = { file: '/opt/zookeeper/conf/zoo.cfg', text };
  const nodes = lessonNodesOf(labOf({ nodes: 1 }), { zooCfg });
  const ids = stepsFor(steps, nodes).map(({ id }) => id);
  expect(steps.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual(['same-zoo-cfg', 'myid']);
  const { probe = '' } = steps.find(({ id }) => id === 'zoo-cfg') ?? {};
  expect(commandsFor(firstOf(nodes))(probe)).toMatch(/^zoo_cfg \S+\/zoo\.cfg '[^']+' clientPort=2181$/);
});

test('on nodes that share a machine, zoo.cfg need not be the same', () => {
  const ids = stepsFor(steps, processesOf()).map(({ id }) => id);
  expect(steps.map(({ id }) => id).filter((id) => !ids.includes(id))).toEqual(['same-zoo-cfg']);
});
