import fc from 'fast-check';
import stringWidth from 'string-width';
import { afterEach, describe, expect, test } from 'vitest';
import { checkLines, tickLines } from '../../cli/check-lines.js';
import { standardOutput } from '../../cli/output.js';
import { builtIn } from '../../lessons/built-in.js';
import { judge } from '../../lessons/judge.js';
import { useLanguage } from '../../messages/index.js';
import type { LabCheck, NodeCheck, StepCheck } from '../../verbs/check.js';
import { lessonNodesOf } from '../lessons/lesson-nodes.js';

const output = { ...standardOutput(), columns: 80 };

const node = (name: string, passed: boolean | null, told: Partial<NodeCheck> = {}): NodeCheck => ({
  name,
  passed,
  seen: null,
  wanted: null,
  reason: null,
  type: passed === false ? 'mend it' : null,
  where: passed === false ? 'node' : null,
  ...told,
});

const lesson = builtIn('zookeeper-cluster');

/** The tutorial's steps, as nobody has looked at them yet. */
const stepsNow = (): StepCheck[] =>
  judge(lesson, lessonNodesOf(), [], new Set()).map((each) => ({ ...each, since: null, solution: null }));

function step(id: string, nodes: readonly NodeCheck[]): StepCheck {
  const { stage = 'os', title = '' } = stepsNow().find((each) => each.id === id) ?? {};
  const failed = nodes.some(({ passed }) => passed === false);
  const passed = failed ? false : nodes.every((each) => each.passed) || null;
  return { id, stage, title, passed, nodes, hint: null, question: null, since: null, solution: null };
}

function lines(checks: readonly StepCheck[], more: Partial<LabCheck> = {}): string[] {
  const failures = checks.flatMap((check) => check.nodes.map((each) => ({ check, each })));
  const first = failures.find(({ each }) => each.type !== null);
  const next = first && {
    check: first.check.id,
    node: first.each.name,
    type: first.each.type ?? '',
    where: first.each.where ?? 'node',
  };
  const passed = checks.every((check) => check.passed);
  const told = { lab: 'lab', lesson: 'zookeeper-cluster', provider: 'docker', until: 'cluster' } as const;
  const whole = { ...told, leftOut: [], elsewhere: 0, passed, done: passed, together: false, hints: true };
  return checkLines({ ...whole, checks, next: next ?? null, ...more }, output);
}

afterEach(() => useLanguage('en'));

describe('what check prints', () => {
  test('where steps count together, that they do not yet', async () => {
    const checks = [step('hostname', [node('node1', true)]), step('runs', [node('node1', false)])];
    const titleOf = (done: boolean): string | undefined => lines(checks, { together: true, done })[0];
    expect(titleOf(false)).toBe('lab on docker: 1 of 2 as they should be; it is done when all are');
    expect(titleOf(true)).toBe('lab on docker: 1 of 2 steps done');
    await useLanguage('zh');
    expect(titleOf(false)).toBe('lab（docker）：2 项中有 1 项符合；全部符合才算完成');
  });

  test('where all is done', () => {
    const checks = [step('hostname', [node('node1', true)]), step('runs', [node('node1', true)])];
    const all = [
      'lab on docker: 2 of 2 steps done',
      'os',
      '  ✔ the node has its name',
      'cluster',
      '  ✔ ZooKeeper runs',
      '',
    ];
    expect(lines(checks)).toEqual([...all, 'Everything is done.']);
    expect(lines(checks, { until: 'zookeeper' }).at(-1)).toBe('Everything up to stage zookeeper is done.');
  });

  test('where a later step has undone what none of the stages builds: nobody is told to do it again', async () => {
    const since = new Date(2026, 0, 2, 3, 4).toISOString();
    const gone = { ...step('runs', [node('node1', false)]), stage: null, since, title: 'a server is alone' };
    const after = { ...step('runs', [node('node1', true)]), stage: null, since, title: 'all serve again' };
    const undone = [gone, after];
    expect(lines(undone, { next: null, done: true }).slice(1)).toEqual([
      '  ↺ a server is alone',
      '      done 2026-01-02 03:04; no longer so, and need not be',
      '  ✔ all serve again',
      '',
      'Everything is done.',
    ]);
    // The last one that was done is what the next step builds on.
    expect(lines([gone], { next: null, done: true }).slice(1)).toEqual([
      '  ↺ a server is alone',
      '      done 2026-01-02 03:04; no longer so',
      '      → mend it',
      '',
      'Everything was done; what is marked ↺ is no longer so.',
    ]);
    // And where the first that was never done waits, it may be for that.
    const waits = {
      ...step('serves', [node('node1', null)]),
      stage: null,
      since: null,
      title: 'one is back',
    };
    expect(lines([...undone, waits]).slice(1)).toEqual([
      '  ↺ a server is alone',
      '      done 2026-01-02 03:04; no longer so',
      '      → mend it',
      '  ✔ all serve again',
      '  – one is back',
      '',
      expect.stringContaining('zk-lab ssh node1'),
      expect.stringContaining('Next'),
    ]);
    await useLanguage('zh');
    expect(lines(undone, { next: null, done: true })).toContain(
      '      2026-01-02 03:04 已完成；后来变了，不必恢复',
    );
  });

  test('a question in lines that fit', () => {
    const asked = { ...step('runs', []), passed: false, question: `What is ${'so very '.repeat(12)}long?` };
    const printed = lines([asked], { next: null }).slice(3, 5);
    expect(printed).toEqual([
      expect.stringMatching(/^ {6}What is so/),
      expect.stringMatching(/^ {6}.*long\?$/),
    ]);
    for (const line of printed) expect(stringWidth(line)).toBeLessThan(80);
  });

  test('names the nodes where not all failed, and tells together what is the same', () => {
    const told = { seen: 'a', wanted: 'b' };
    const checks = [
      step('hostname', [node('node1', true), node('node2', false, told), node('node3', false, told)]),
      step('hosts', [node('node1', false), node('node2', false), node('node3', false)]),
      step('runs', [node('node1', null), node('node2', true), node('node3', true)]),
    ];
    expect(lines(checks)).toEqual(
      [
        'lab on docker: 0 of 3 steps done',
        'os',
        '  ✘ the node has its name  node2, node3',
        '      a instead of b',
        '      → mend it',
        '  ✘ every node’s name leads to its address',
        '      → mend it',
        'cluster',
        '  – ZooKeeper runs  node1',
        '',
        'What stands behind → is typed on the node: npx zk-lab ssh node2',
        'Next, on node2: mend it',
      ].map((line) =>
        line.replace('npx zk-lab', process.env.npm_command === 'exec' ? 'npx zk-lab' : 'zk-lab'),
      ),
    );
  });

  test('tells apart what differs, and what is to be typed once where that is the same', () => {
    const nodes = [
      node('node1', false, { seen: 'a' }),
      node('node2', false, { seen: 'b' }),
      node('node3', false, { seen: 'c', type: 'one thing\nanother' }),
    ];
    expect(lines([step('runs', nodes)]).slice(2, 9)).toEqual([
      '  ✘ ZooKeeper runs',
      '      node1: a',
      '      node2: b',
      '      → mend it',
      '      node3: c',
      '      → one thing',
      '      → another',
    ]);
  });

  test('names whose things are told, with the colon of their language', async () => {
    const nodes = [node('node1', false, { seen: 'a\nb' }), node('node2', false, { seen: 'c' })];
    const headed = (): (string | undefined)[] => {
      const told = lines([step('runs', nodes)]);
      return [told[3], told[6]];
    };
    expect(headed()).toEqual(['      node1:', '      node2: c']);
    await useLanguage('zh');
    expect(headed()).toEqual(['      node1：', '      node2：c']);
  });

  test.each<[string, string | null, string, string]>([
    [
      '/opt/z/bin/zkServer.sh: -',
      null,
      '/opt/z/bin/zkServer.sh is not there',
      '未找到 /opt/z/bin/zkServer.sh',
    ],
    ['/opt/z/zoo.cfg: -', '/opt/z/zoo.cfg', '/opt/z/zoo.cfg is not there', '未找到 /opt/z/zoo.cfg'],
    ['127.0.0.1:2181: -', null, 'no answer at 127.0.0.1:2181', '127.0.0.1:2181 没有应答'],
    ['java: -', 'Java 8', 'java is not there; it should be Java 8', '未找到 java，应为 Java 8'],
    [
      'server.3 = -',
      'server.3 = node3:2888:3888',
      'server.3 is not set; it should be server.3 = node3:2888:3888',
      '未设置 server.3，应为 server.3 = node3:2888:3888',
    ],
    ['server.9 = x', 'server.9: -', 'server.9 = x should not be there', '不应有 server.9 = x'],
    [
      '- node2',
      '10.0.0.2 node2',
      'node2 has no address; it should be 10.0.0.2 node2',
      'node2 没有对应的地址，应为 10.0.0.2 node2',
    ],
    ['-', '2', 'nothing is there; it should be 2', '未找到，应为 2'],
    ['3', '2', '3 instead of 2', '3，应为 2'],
  ])('tells %s (%s) in words', async (seen, wanted, english, chinese) => {
    const told = () => lines([step('runs', [node('node1', false, { seen, wanted })])])[3];
    expect(told()).toBe(`      ${english}`);
    await useLanguage('zh');
    expect(told()).toBe(`      ${chinese}`);
  });

  test('tells each difference on a line, and what is wrong, and to type more than two commands where they stand', () => {
    const told = {
      seen: 'clientPort = 2182\nserver.1 = a-host-of-a-long-name:2888:3888\nzoo.cfg: CRLF',
      wanted: 'clientPort = 2181\nserver.1 = another-host-of-a-long-name:2888:3888',
      reason: 'The lines end as in Windows, which is one of the things that nobody who looks sees.',
      type: 'one\ntwo\nthree',
    };
    const printed = lines([step('zoo-cfg', [node('node1', false, told), node('node2', true)])]);
    expect(printed.slice(2)).toEqual([
      '  ✘ zoo.cfg says what the lab’s own does  node1',
      '      clientPort = 2182 instead of clientPort = 2181',
      '      server.1 = a-host-of-a-long-name:2888:3888 instead of server.1 =',
      '        another-host-of-a-long-name:2888:3888',
      '      zoo.cfg: CRLF',
      '      The lines end as in Windows, which is one of the things that nobody who',
      '      looks sees.',
      ...['      → one', '      → two', '      → three', ''],
      expect.stringContaining('ssh node1'),
      'Next, on node1: the 3 commands behind the first →',
    ]);
    const apart = lines([
      step('zoo-cfg', [
        node('node1', false, told),
        node('node2', false, { ...told, seen: 'one', wanted: null }),
      ]),
    ]);
    expect(apart.slice(3, 5)).toEqual([
      '      node1:',
      '        clientPort = 2182 instead of clientPort = 2181',
    ]);
    expect(apart).toContain('      node2: one');
  });

  test('says on which machine something is typed', () => {
    const printed = lines([
      step('running', [node('node1', false, { type: 'zk-lab up node1', where: 'host' })]),
    ]);
    expect(printed.at(-1)).toBe('Next: zk-lab up node1');
    expect(printed.join('\n')).not.toContain('is typed on the node');
  });

  test('says what was left out', () => {
    expect(lines([step('java', [node('node1', true)])], { leftOut: ['os', 'ssh'] })[1]).toBe(
      'Left out, because nodes of docker do not go through it: os, ssh',
    );
  });

  test('says how many steps take machines of their own, and does not say that everything is done', () => {
    const own = { ...step('lock', [node('node1', true)]), stage: null };
    const printed = lines([own], { elsewhere: 7, provider: 'local' });
    expect(printed.slice(1, 3)).toEqual([
      'Steps of the lab that are left out, because nodes of local are no machines of',
      'their own: 7. To do them: zk-lab destroy, then zk-lab up --provider docker',
    ]);
    expect(printed.at(-1)).toBe('Everything that can be done here is done.');
  });

  test('says nothing of stages where none of them does a step', () => {
    const own = { ...step('lock', [node('node1', true)]), stage: null };
    expect(lines([own], { leftOut: ['os', 'ssh'] }).join('\n')).not.toContain('Left out');
  });

  test.each(['en', 'zh'] as const)('fits 80 columns in %s, but for what is to be typed', async (language) => {
    await useLanguage(language);
    const ids = stepsNow().map(({ id }) => id);
    const names = fc.tuple(fc.integer({ min: 1, max: 54 }), fc.integer({ min: 1, max: 50 }));
    const text = fc.option(fc.string({ unit: fc.constantFrom(...'ab/ \n节。“”'), maxLength: 200 }), {
      nil: null,
    });
    const result = fc.constantFrom(true, false, null);
    fc.assert(
      fc.property(
        names,
        fc.array(fc.tuple(result, text, text, text), { minLength: 50, maxLength: 50 }),
        ([letters, count], told) => {
          const nodes = told
            .slice(0, count)
            .map(([passed, seen, wanted, reason], index) =>
              node(`${'n'.repeat(letters)}${index + 1}`, passed, { seen, wanted, reason }),
            );
          const printed = lines(
            ids.map((id) => step(id, nodes)),
            { leftOut: ['os', 'ssh'] },
          );
          const last = printed.filter((line) => !/→|zk-lab exec/.test(line)).slice(0, -1);
          for (const line of last) expect(stringWidth(line)).toBeLessThanOrEqual(80);
        },
      ),
      { numRuns: 30 },
    );
  });

  test.each(['en', 'zh'] as const)(
    'no name of a node and no title is cut, however long, in %s',
    async (language) => {
      await useLanguage(language);
      const long = (letter: string) => `${letter.repeat(50)}-${letter.repeat(12)}`;
      const names = ['a', 'b', 'c'].map(long);
      const title = `${'so long '.repeat(12)}a title`;
      const told = names.map((name, index) => node(name, index > 0 ? false : null, { seen: `${index}` }));
      const check = { ...step('runs', told), title };
      const printed = lines([check, step('serves', [node('short', true), ...told.slice(1)])]);
      for (const line of printed.slice(0, -2)) expect(stringWidth(line)).toBeLessThanOrEqual(80);
      const whole = printed.map((line) => line.trim());
      // Once beside or below each title, and once with what was seen there.
      for (const name of names.slice(1))
        expect(whole.filter((line) => line.includes(name)).length).toBeGreaterThanOrEqual(4);
      expect(whole.join(' ')).toContain(title);
      expect(whole.filter((line) => /^(npx )?zk-lab ssh [a-c-]+$/.test(line))).toHaveLength(1);
      expect(whole.join('')).not.toContain('…');
    },
  );

  test('names of nodes that do not fit beside a title stand below it, as many as two lines take', () => {
    const fifty = Array.from({ length: 50 }, (_, index) => node(`machine${index + 1}`, index < 3));
    const [head, ...below] = lines([step('runs', fifty)]).slice(2);
    expect(head).toBe('  ✘ ZooKeeper runs');
    expect(below.slice(0, 3)).toEqual([
      expect.stringMatching(/^ {6}machine4, machine5, .*,$/),
      expect.stringMatching(/^ {6}machine\d+, .* and \d+ more$/),
      '      → mend it',
    ]);
  });

  test('what was seen stands in one line as long as there is room for it', () => {
    const seen = `${'word '.repeat(14)}last`;
    expect(lines([step('runs', [node('node1', false, { seen })])])).toContain(`      ${seen}`);
  });

  test('while it is watched, in a row each, a title makes room for the name of the node', () => {
    const nodes = [node('a-node-of-a-long-name', false), node('node2', true)];
    const check = { ...step('runs', nodes), title: 'so long '.repeat(12) };
    const [row = ''] = tickLines({ checks: [check] } as unknown as LabCheck, output);
    expect(row).toMatch(/ {2}✘ so long .*… {2}a-node-of-a-long-name$/);
    expect(stringWidth(row)).toBeLessThanOrEqual(80);
  });
});
