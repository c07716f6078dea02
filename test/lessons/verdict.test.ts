import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Answer } from '../../lessons/answers.js';
import { steps } from '../../lessons/steps.js';
import { firstFailure, judge, type Looked, narrowed } from '../../lessons/verdict.js';
import { labOf } from '../verbs/fake-provider.js';
import { placesOf } from './places.js';

const list = steps(labOf());
const places = placesOf();
const probed = list.filter(({ probe }) => probe);

const answer = (done: boolean, seen = ''): Answer => ({ done, about: '', seen, wanted: '' });
const modes = ['follower', 'leader', 'follower'];

/** Three nodes on which everything is done, but for some steps: their ids by the node's number. */
function looked(
  undone: Record<number, readonly string[]> = {},
  seen: Record<string, string[]> = {},
): Looked[] {
  const usual: Record<string, string[]> = { 'same-zoo-cfg': ['1 2', '1 2', '1 2'], ensemble: modes };
  return places.map(({ node }, index) => {
    const each = probed.map(({ id }) => {
      const text = (seen[id] ?? usual[id])?.[index] ?? '';
      return [id, answer(!(undone[node.id] ?? []).includes(id), text)] as const;
    });
    return new Map(each);
  });
}

/** The steps that are not done: ✘ or – and the nodes' numbers. */
function left(given: readonly Looked[]): Record<string, string> {
  const told = judge(list, places, given).map(({ id, nodes }) => {
    const marks = nodes.map(({ passed }, index) =>
      passed ? '' : `${passed === null ? '–' : '✘'}${index + 1}`,
    );
    return [id, marks.join('')] as const;
  });
  return Object.fromEntries(told.filter(([, marks]) => marks !== ''));
}

describe('which steps are done', () => {
  test('all of them', () => {
    expect(left(looked())).toEqual({});
    expect(firstFailure(judge(list, places, looked()))).toBeUndefined();
  });

  test('where one is not, those that depend on it wait, on that node', () => {
    const undone = ['distribution', 'directories', 'zoo-cfg', 'same-zoo-cfg', 'myid', 'runs', 'serves'];
    const given = looked({ 2: [...undone, 'ensemble'] }, { ensemble: ['leader', '', 'follower'] });
    expect(left(given)).toEqual({
      distribution: '✘2',
      directories: '–2',
      'zoo-cfg': '–2',
      'same-zoo-cfg': '–2',
      myid: '–2',
      runs: '–2',
      serves: '–2',
      ensemble: '–2',
    });
  });

  test('what is done is done, whatever else is not', () => {
    expect(left(looked({ 2: ['myid'] }))).toEqual({ myid: '✘2' });
  });

  test('without a quorum, those that run wait for those that do not', () => {
    const alone = looked({
      1: ['serves', 'ensemble'],
      2: ['runs', 'serves', 'ensemble'],
      3: ['runs', 'serves', 'ensemble'],
    });
    expect(left(alone)).toEqual({ runs: '✘2✘3', serves: '–1–2–3', ensemble: '–1–2–3' });
    const electing = ['serves', 'ensemble'];
    expect(left(looked({ 1: electing, 2: electing, 3: electing }))).toMatchObject({ serves: '✘1✘2✘3' });
  });

  test('the zoo.cfg that differs is the odd one, and the remedy is where the others have theirs', () => {
    const given = looked({}, { 'same-zoo-cfg': ['7 7', '1 2', '1 2'] });
    expect(left(given)).toEqual({ 'same-zoo-cfg': '✘1' });
    expect(firstFailure(judge(list, places, given))).toEqual({
      check: 'same-zoo-cfg',
      node: 'node1',
      where: 'node',
      type: 'scp node2:/opt/zookeeper/conf/zoo.cfg /opt/zookeeper/conf/zoo.cfg',
    });
  });

  test('one leads', () => {
    expect(left(looked({}, { ensemble: ['leader', 'leader', 'follower'] }))).toEqual({ ensemble: '✘1✘2' });
    expect(left(looked({}, { ensemble: ['standalone', 'leader', 'follower'] }))).toEqual({ ensemble: '✘1' });
    expect(left(looked({}, { ensemble: ['follower', 'follower', 'follower'] }))).toEqual({
      ensemble: '✘1✘2✘3',
    });
  });

  test.each([
    [{ nodes: 3, observers: 1 }, ['follower', 'leader', 'follower', 'observer'], true],
    [{ nodes: 3, observers: 1 }, ['follower', 'leader', 'observer', 'follower'], false],
    [{ nodes: 1 }, ['standalone'], true],
    [{ nodes: 1 }, ['leader'], false],
  ])('%j: %j', (shape, seen, passed) => {
    const lab = labOf(shape);
    const of = placesOf(lab);
    const given = of.map((_, index) => new Map([['ensemble', answer(true, seen[index])]]));
    const step = steps(lab).filter(({ id }) => id === 'ensemble');
    expect(judge(step, of, given).every((check) => check.passed)).toBe(passed);
  });

  test('a node that does not run is one failure, with zk-lab up, and all else waits there', () => {
    const [one, , three] = looked();
    const checks = judge(list, places, [one ?? new Map(), { absent: 'gone' }, three ?? new Map()]);
    const [running, ...others] = checks.map(({ nodes }) => nodes[1]);
    expect(running).toMatchObject({ passed: false, seen: 'gone', type: 'zk-lab up node2', where: 'host' });
    expect(new Set(others.map((node) => node?.passed))).toEqual(new Set([null]));
  });

  test('a node that was silent about a step has not passed it', () => {
    const [one, two] = looked();
    const checks = judge(list, places, [one ?? new Map(), two ?? new Map(), new Map()]);
    expect(checks.find(({ id }) => id === 'hostname')?.nodes[2]).toMatchObject({
      passed: false,
      seen: 'no answer in time',
    });
  });

  test('for whatever nodes answer: waiting has a reason, failing a remedy, and nothing else has either', () => {
    const node = fc.oneof(
      fc.constant({ absent: 'gone' } as Looked),
      fc
        .array(fc.boolean(), { minLength: probed.length, maxLength: probed.length })
        .map(
          (done): Looked =>
            new Map(probed.map(({ id }, index) => [id, answer(done[index] ?? false, 'leader')])),
        ),
    );
    fc.assert(
      fc.property(fc.tuple(node, node, node), (given) => {
        const checks = judge(list, places, given);
        const passed = (id: string, index: number) =>
          checks.find((each) => each.id === id)?.nodes[index]?.passed;
        for (const [position, { nodes }] of checks.entries()) {
          const { needs = [], needsEverywhere = [] } = list[position] ?? {};
          for (const [index, { passed: result, type, where }] of nodes.entries()) {
            const held =
              'absent' in (given[index] ?? {}) ||
              needs.some((id) => !passed(id, index)) ||
              needsEverywhere.some((id) => [0, 1, 2].some((other) => !passed(id, other)));
            if (result === null) expect(held).toBe(true);
            expect(type !== null && where !== null).toBe(result === false);
          }
        }
        const all = checks.every((check) => check.passed);
        expect(firstFailure(checks) === undefined).toBe(all);
      }),
    );
  });
});

test('of some nodes, only those are told', () => {
  const checks = judge(list, places, looked({ 2: ['myid'] }));
  expect(narrowed(checks, ['node1', 'node3']).every(({ passed }) => passed)).toBe(true);
  const [check] = narrowed(checks, ['node2']).filter(({ passed }) => !passed);
  expect(check).toMatchObject({ id: 'myid', passed: false, nodes: [{ name: 'node2' }] });
});
