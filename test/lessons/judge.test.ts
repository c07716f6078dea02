import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { builtIn, builtInNames } from '../../lessons/built-in.js';
import {
  firstFailure,
  judge as judgeLesson,
  narrowed,
  type StepCheck,
  stepsFor,
} from '../../lessons/judge.js';
import type { Step } from '../../lessons/lesson.js';
import type { LessonNode } from '../../lessons/lesson-node.js';
import type { Looked } from '../../lessons/look.js';
import type { Observation } from '../../lessons/observations.js';
import type { Tree } from '../../lessons/znodes.js';
import { useLanguage } from '../../messages/index.js';
import { labOf, lessonNodesOf, processesOf } from './lesson-nodes.js';

const lesson = builtIn('zookeeper-cluster');
const nodes = lessonNodesOf();
const list = lesson.steps;
const probed = list.filter(({ probe }) => probe);
const judge = (steps: readonly Step[], of: readonly LessonNode[], looked: readonly Looked[]): StepCheck[] =>
  judgeLesson({ ...lesson, steps }, of, looked, new Set());

const saw = (done: boolean, seen = '', detail = '', facts: Observation['facts'] = {}): Observation => {
  return { done, detail, seen, wanted: '', facts };
};
const modes = ['follower', 'leader', 'follower'];

/** Three nodes on which everything is done, but for some steps: their ids by the node's number. */
function looked(
  undone: Record<number, readonly string[]> = {},
  seen: Record<string, string[]> = {},
): Looked[] {
  const usual: Record<string, string[]> = { 'same-zoo-cfg': ['1 2', '1 2', '1 2'], ensemble: modes };
  return nodes.map(({ node }, index) => {
    const each = probed.map(({ id }) => {
      const text = (seen[id] ?? usual[id])?.[index] ?? '';
      return [id, saw(!(undone[node.id] ?? []).includes(id), text)] as const;
    });
    return new Map(each);
  });
}

/** The steps that are not done: ✘ or – and the nodes' numbers. */
function left(given: readonly Looked[]): Record<string, string> {
  const told = judge(list, nodes, given).map(({ id, nodes: each }) => {
    const marks = each.map(({ passed }, index) =>
      passed ? '' : `${passed === null ? '–' : '✘'}${index + 1}`,
    );
    return [id, marks.join('')] as const;
  });
  return Object.fromEntries(told.filter(([, marks]) => marks !== ''));
}

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

describe('leader-election, where', () => {
  const election = builtIn('leader-election');
  const of = lessonNodesOf(labOf({ lesson: 'leader-election' }));
  /** How a step is, with what is to be typed. */
  const told = (id: string, given: readonly Looked[], done: readonly string[] = []) => {
    const check = judgeLesson(election, of, given, new Set(done)).find((each) => each.id === id);
    return check?.nodes.map(({ passed, type }) => ({ passed, type }));
  };

  test('no server serves: what was done waits to be seen again, and a znode is none to be made', () => {
    const given = of.map(() => new Map());
    expect(told('first-term', given)).toEqual([{ passed: false, type: 'zk-lab up' }]);
    expect(told('first-term', given, ['first-term'])).toEqual([{ passed: null, type: null }]);
  });

  test('nor does that keep the next step from being told', () => {
    const given = of.map((): Looked => new Map([['recovery', saw(false)]]));
    const done = election.steps.map(({ id }) => id).filter((id) => id !== 'recovery');
    const checks = judgeLesson(election, of, given, new Set(done));
    expect(firstFailure(checks.filter(({ id }) => id === 'recovery'))?.type).toMatch(/zkServer\.sh start/);
  });

  test('a node does not run: it is to be brought up, and the others are looked at', () => {
    const tree: Tree = new Map();
    const seen = (text: string): Looked => new Map([['recovery', saw(true, text)]]);
    const given: Looked[] = [seen('leader'), seen('follower'), { absent: 'the node does not run' }];
    const steps = election.steps.map((step) =>
      step.id === 'recovery' ? { ...step, needs: [], znodes: [] } : step,
    );
    const checks = judgeLesson({ ...election, steps }, of, given, new Set(), tree);
    expect(checks.at(-1)?.nodes).toMatchObject([
      { passed: true },
      { passed: true },
      { passed: false, seen: 'the node does not run', type: 'zk-lab up node3', where: 'host' },
    ]);
  });
});

test('a step may ask for znodes and for something on each node, which is told first; of the tree it is told once', () => {
  const step: Step = {
    ...(list.find(({ id }) => id === 'serves') as Step),
    ...{ needs: [], needsEverywhere: [], znodes: [{ path: '/again' }] },
  };
  const again = { version: 0, childrenVersion: 0, epoch: 2, ephemeral: false, data: '', children: [] };
  const told = (serving: readonly boolean[], tree?: Tree): (boolean | null)[] => {
    const given = serving.map((done) => new Map([['serves', saw(done)]]));
    const [check] = judgeLesson({ ...lesson, steps: [step] }, nodes, given, new Set(), tree);
    return [check?.passed ?? null, ...(check?.nodes ?? []).map(({ passed }) => passed)];
  };
  expect(told([true, true, true])).toEqual([false, false]);
  const unseen = new Map([['serves', saw(true)]]);
  const [none] = judgeLesson({ ...lesson, steps: [step] }, nodes, [unseen, unseen, unseen], new Set());
  expect(none?.nodes[0]?.seen).toBe('no server serves clients, so no znode can be looked at');
  expect(told([true, true, true], new Map())).toEqual([false, false]);
  // Who does not serve is what is to be mended, whatever of znodes cannot be seen then.
  expect(told([true, false, true])).toEqual([false, true, false, true]);
  expect(told([true, false, true], new Map([['/again', again]]))).toEqual([false, true, false, true]);
  expect(told([true, true, true], new Map([['/again', again]]))).toEqual([true, true, true, true]);
});

test('a step may ask for so many nodes, whichever they are', () => {
  const serves = list.find(({ id }) => id === 'serves') as Step;
  const passed = (where: Step['where'], ...done: readonly boolean[]): boolean | null | undefined => {
    const step: Step = { ...serves, needs: [], needsEverywhere: [], where };
    const given = done.map((each) => new Map([['serves', saw(each)]]));
    return judge([step], nodes, given)[0]?.passed;
  };
  expect(passed(2, true, false, false)).toBe(false);
  expect(passed(2, true, false, true)).toBe(true);
  expect(passed('any', false, false, true)).toBe(true);
  expect(passed('any', false, false, false)).toBe(false);
  expect(passed('each', true, false, true)).toBe(false);
});

test('of some nodes, only those are told', () => {
  const checks = judge(list, nodes, looked({ 2: ['myid'] }));
  expect(narrowed(checks, ['node1', 'node3']).every(({ passed }) => passed)).toBe(true);
  const [check] = narrowed(checks, ['node2']).filter(({ passed }) => !passed);
  expect(check).toMatchObject({ id: 'myid', passed: false, nodes: [{ name: 'node2' }] });
});

/** Waits until a process that was told to end has ended, and with it let go of its port. */
const gone = (pid: number): string => `timeout 10 tail --pid=${pid} -f /dev/null`;

describe('what helps', () => {
  /** What a probe tells beside that its step is not done. */
  type Told = Partial<Pick<Observation, 'detail' | 'facts'>>;

  /** What there is to type where a step alone is not done, for the first node: where, and each command. */
  function remedies(of: readonly LessonNode[], told: Record<string, Told> = {}): Record<string, string> {
    const steps = stepsFor(list, of);
    return Object.fromEntries(
      steps.map((step) => {
        const alone = { ...step, needs: [], needsEverywhere: [] };
        const seen = { ...saw(false), ...told[step.id] };
        const given = of.map(() => (step.probe === undefined ? { absent: '' } : new Map([[step.id, seen]])));
        const [check] = judge([alone], of, given);
        const [first] = check?.nodes ?? [];
        return [step.id, `${first?.where}: ${first?.type}`];
      }),
    );
  }

  test('on machines that are set up by hand', () => {
    const told = {
      hosts: { facts: { edit: ['/x/d'], line: ['192.168.252.102 node2'] } },
      firewall: { facts: { service: ['firewalld.service'] } },
      java: { facts: { tarball: ['/opt/jdk.tar.gz'] } },
      distribution: { facts: { tarball: ['/opt/zookeeper.tar.gz'] } },
      'zoo-cfg': { facts: { edit: ['s|a|b|', '/c/d'], line: ['server.1=node1:2888:3888'] } },
      'same-zoo-cfg': { detail: 'node2' },
      serves: { facts: { tracked: ['yes'] } },
      ensemble: { facts: { kill: ['77'] } },
    };
    expect(remedies(nodes, told)).toEqual({
      running: 'host: zk-lab up node1',
      hostname: 'node: hostnamectl set-hostname node1',
      hosts:
        "node: sed /x/d /etc/hosts > /tmp/hosts && cat /tmp/hosts > /etc/hosts\necho '192.168.252.102 node2' >> /etc/hosts",
      firewall: 'node: systemctl stop firewalld.service',
      key: 'node: ssh-keygen',
      ssh: 'node: for a in {1..3} ; do ssh-copy-id node$a ; done',
      java: 'node: mkdir -p /usr/lib/jvm\ntar -zxf /opt/jdk.tar.gz -C /usr/lib/jvm --strip-components=1',
      distribution: 'node: tar -zxf /opt/zookeeper.tar.gz -C /opt',
      directories: 'node: mkdir -p /opt/zookeeper/data /opt/zookeeper/logs',
      'zoo-cfg':
        "node: sed -i 's|a|b|' /opt/zookeeper/conf/zoo.cfg\nsed -i /c/d /opt/zookeeper/conf/zoo.cfg\necho server.1=node1:2888:3888 >> /opt/zookeeper/conf/zoo.cfg",
      'same-zoo-cfg': 'node: scp node2:/opt/zookeeper/conf/zoo.cfg /opt/zookeeper/conf/zoo.cfg',
      myid: 'node: echo 1 > /opt/zookeeper/data/myid',
      runs: 'node: source /etc/profile; /opt/zookeeper/bin/zkServer.sh start',
      serves: 'node: source /etc/profile; /opt/zookeeper/bin/zkServer.sh restart',
      ensemble: `node: kill 77\n${gone(77)}\nsource /etc/profile; /opt/zookeeper/bin/zkServer.sh start`,
    });
  });

  test('depends on what the probe says', () => {
    const line = ['export PATH=/usr/lib/jvm/bin:$PATH'];
    const aside = ['/opt/zookeeper/data/version-2', '/opt/zookeeper/logs/version-2'];
    const told = {
      hostname: { detail: 'unmanaged' },
      java: { detail: 'hidden', facts: { line, unended: ['/etc/profile'] } },
      distribution: { detail: 'none' },
      runs: { detail: 'data', facts: { aside, suffix: ['.old2'] } },
      serves: { facts: { kill: ['12', '13'], sudo: ['yes'], stale: ['/a/pid'] } },
    };
    expect(remedies(nodes, told)).toMatchObject({
      hostname: 'host: zk-lab down node1\nzk-lab up node1',
      java: "node: echo >> /etc/profile\necho 'export PATH=/usr/lib/jvm/bin:$PATH' >> /etc/profile",
      distribution: 'host: zk-lab create . --force --spec zk-lab.yaml\nzk-lab down node1\nzk-lab up node1',
      runs: [
        'node: mv /opt/zookeeper/data/version-2 /opt/zookeeper/data/version-2.old2',
        'mv /opt/zookeeper/logs/version-2 /opt/zookeeper/logs/version-2.old2',
        'source /etc/profile; /opt/zookeeper/bin/zkServer.sh start',
      ].join('\n'),
      serves: [
        ...['node: sudo kill 12', gone(12), 'sudo kill 13', gone(13), 'rm -f /a/pid'],
        'source /etc/profile; /opt/zookeeper/bin/zkServer.sh start',
      ].join('\n'),
    });
  });

  test('comes with the mistake by its name, where what was seen does not tell it', async () => {
    const alone = list.filter(({ id }) => id === 'runs').map((step) => ({ ...step, needs: [] }));
    const reason = (told: Told) =>
      judge(alone, nodes, [new Map([['runs', { ...saw(false), ...told }]]), new Map(), new Map()])[0]
        ?.nodes[0]?.reason;
    const held = { facts: { port: ['2181'], user: ['zk'], kill: ['12'] } };
    expect(reason({})).toBeNull();
    expect(reason(held)).toBe('Port 2181 is taken by a process of zk’s that is not this server.');
    expect(reason({ facts: { port: ['2181'] } })).toBe(
      'Port 2181 is taken by a process that is not this server.',
    );
    await useLanguage('zh');
    expect(reason(held)).toBe('端口 2181 被用户 zk 的另一个进程占用，它不是本节点的服务器。');
    await useLanguage('en');
  });

  test('on processes that share this machine, in a folder with blanks in its name', () => {
    expect(remedies(processesOf(labOf(), '/home/me/my lab'), { java: { detail: 'hidden' } })).toMatchObject({
      java: 'host: zk-lab up',
      distribution: 'host: zk-lab up',
      directories: "node: mkdir -p '/home/me/my lab/local/node1/data' '/home/me/my lab/local/node1/logs'",
      myid: "node: echo 1 > '/home/me/my lab/local/node1/data/myid'",
      runs: "node: '/home/me/my lab/local/zookeeper/bin/zkServer.sh' start",
    });
  });
});

test.each(builtInNames())('the pages that %s sends one to are there', (name) => {
  const { steps } = builtIn(name);
  const ids = steps.map(({ id }) => id);
  const commands = steps.flatMap(({ remedy }) => remedy.map(({ command }) => command));
  for (const command of commands) {
    for (const [, id] of command.matchAll(/zk-lab guide (\S+)/g)) expect(ids).toContain(id);
  }
});
