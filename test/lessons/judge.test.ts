import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstFailure, narrowed } from '../../lessons/judge.js';
import type { Looked } from '../../lessons/look.js';
import { judge, left, list, looked, nodes, probed, saw } from './judged.js';
import { labOf, lessonNodesOf } from './lesson-nodes.js';

describe('which steps are done', () => {
  test('all of them', () => {
    expect(left(looked())).toEqual({});
    expect(firstFailure(judge(list, nodes, looked()))).toBeUndefined();
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
    expect(firstFailure(judge(list, nodes, given))).toEqual({
      check: 'same-zoo-cfg',
      node: 'node1',
      where: 'node',
      type: 'scp node2:/opt/zookeeper/conf/zoo.cfg /opt/zookeeper/conf/zoo.cfg',
    });
  });

  test('what does not get through while a fault between nodes is in force is not theirs to mend', () => {
    const given = looked({ 1: ['serves', 'ensemble'] });
    const faulty = nodes.map((node) => ({ ...node, networkFault: true }));
    expect(firstFailure(judge(list, faulty, given))).toMatchObject({
      ...{ check: 'serves', where: 'host', type: 'zk-lab fault heal' },
    });
    const other = looked({ 1: ['java', 'serves', 'ensemble'] });
    expect(firstFailure(judge(list, faulty, other))).toEqual(firstFailure(judge(list, nodes, other)));
  });

  test('the only zoo.cfg that is right is not made like the others, which are mended first', () => {
    const given = looked({ 1: ['zoo-cfg'], 3: ['zoo-cfg'] }, { 'same-zoo-cfg': ['7 7', '1 2', '7 7'] });
    expect(left(given)).toEqual({ 'zoo-cfg': '✘1✘3', 'same-zoo-cfg': '–2' });
  });

  test('in what a zoo.cfg differs is told line by line, with what makes it the same where ZooKeeper keeps it', () => {
    const of = (detail: string, ...line: string[]): Looked => {
      return new Map([['same-zoo-cfg', saw(true, line.join(), detail, { line })]]);
    };
    const step = list.filter(({ id }) => id === 'same-zoo-cfg').map((each) => ({ ...each, needs: [] }));
    const told = (detail: string, ...line: string[]) => {
      const most = of(detail, 'tickTime=2000', 'syncLimit = 2', '# ours', '');
      return judge(step, nodes, [most, most, of(detail, ...line)])[0]?.nodes[2];
    };
    expect(told('', 'tickTime=2000 ', '# ours', 'maxClientCnxns=0', '')).toMatchObject({
      seen: "'tickTime=2000 '\nmaxClientCnxns=0\n-",
      wanted: 'tickTime=2000\n-\nsyncLimit = 2',
      type: 'scp node1:/opt/zookeeper/conf/zoo.cfg /opt/zookeeper/conf/zoo.cfg',
    });
    expect(told('', 'syncLimit = 2', 'tickTime=2000', '# ours', '')).toMatchObject({
      seen: 'syncLimit = 2\ntickTime=2000',
      wanted: 'tickTime=2000\nsyncLimit = 2',
    });
    expect(told('dynamic', 'tickTime=3000', '# ours', '')?.type?.split('\n')).toEqual([
      "sed -i '/^[[:space:]]*tickTime[[:space:]]*[=:]/d' /opt/zookeeper/conf/zoo.cfg",
      'echo tickTime=2000 >> /opt/zookeeper/conf/zoo.cfg',
      "echo 'syncLimit = 2' >> /opt/zookeeper/conf/zoo.cfg",
    ]);
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
    const of = lessonNodesOf(lab);
    const given = of.map((_, index) => new Map([['ensemble', saw(true, seen[index])]]));
    const step = list.filter(({ id }) => id === 'ensemble');
    expect(judge(step, of, given).every((check) => check.passed)).toBe(passed);
  });

  test('a node that does not run is one failure, with zk-lab up, and all else waits there', () => {
    const [one, , three] = looked();
    const checks = judge(list, nodes, [one ?? new Map(), { absent: 'gone' }, three ?? new Map()]);
    const [running, ...others] = checks.map(({ nodes }) => nodes[1]);
    expect(running).toMatchObject({ passed: false, seen: 'gone', type: 'zk-lab up node2', where: 'host' });
    expect(new Set(others.map((node) => node?.passed))).toEqual(new Set([null]));
  });

  test('a node that was silent about a step has not passed it', () => {
    const [one, two] = looked();
    const checks = judge(list, nodes, [one ?? new Map(), two ?? new Map(), new Map()]);
    // Nothing is known there that could be mended.
    expect(checks.find(({ id }) => id === 'hostname')?.nodes[2]).toMatchObject({
      passed: false,
      seen: 'no answer in time',
      type: 'zk-lab check node3',
      where: 'host',
    });
  });

  test('for whatever nodes answer: waiting has a reason, failing a remedy, and nothing else has either', () => {
    const node = fc.oneof(
      fc.constant({ absent: 'gone' } as Looked),
      fc
        .array(fc.boolean(), { minLength: probed.length, maxLength: probed.length })
        .map(
          (done): Looked => new Map(probed.map(({ id }, index) => [id, saw(done[index] ?? false, 'leader')])),
        ),
    );
    fc.assert(
      fc.property(fc.tuple(node, node, node), (given) => {
        const checks = judge(list, nodes, given);
        const passed = (id: string, index: number) =>
          checks.find((each) => each.id === id)?.nodes[index]?.passed;
        for (const [position, { nodes: told }] of checks.entries()) {
          const { needs = [], needsEverywhere = [] } = list[position] ?? {};
          for (const [index, { passed: result, type, where }] of told.entries()) {
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
  const checks = judge(list, nodes, looked({ 2: ['myid'] }));
  expect(narrowed(checks, ['node1', 'node3']).every(({ passed }) => passed)).toBe(true);
  const [check] = narrowed(checks, ['node2']).filter(({ passed }) => !passed);
  expect(check).toMatchObject({ id: 'myid', passed: false, nodes: [{ name: 'node2' }] });
});
