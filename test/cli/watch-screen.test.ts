import { stripVTControlCharacters } from 'node:util';
import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { markdownLines } from '../../cli/markdown.js';
import { standardOutput } from '../../cli/output.js';
import { drawn } from '../../cli/watch-screen.js';
import { widthOf } from '../../cli/width.js';
import { builtIn } from '../../lessons/built-in.js';
import { stepText } from '../../lessons/guide.js';
import { judge } from '../../lessons/judge.js';
import { useLanguage } from '../../messages/index.js';
import type { LabCheck } from '../../verbs/check.js';
import { lessonNodesOf } from '../lessons/lesson-nodes.js';

afterEach(() => useLanguage('en'));

const lesson = builtIn('zookeeper-cluster');
const nodes = lessonNodesOf();

/** The tutorial's lab when so many of its steps are done. */
function checkAt(done: number): LabCheck {
  const ids = new Set(lesson.steps.slice(0, done).map(({ id }) => id));
  const checks = judge(lesson, nodes, [], new Set()).map((each) => {
    const passed = ids.has(each.id) ? true : each.id === lesson.steps[done]?.id ? false : null;
    const wrong = {
      passed: false,
      seen: 'one\ntwo',
      wanted: 'two\none',
      type: 'mend it',
      where: 'node',
    } as const;
    const onNodes = each.nodes.map((node) => ({ ...node, ...(passed === false ? wrong : { passed }) }));
    return { ...each, passed, nodes: onNodes, since: null, solution: null };
  });
  const told = {
    lab: 'lab',
    lesson: lesson.name,
    provider: 'docker',
    until: 'cluster',
    leftOut: [],
    elsewhere: 0,
  } as const;
  const check = lesson.steps[done]?.id ?? '';
  const next = { check, node: 'node1', type: 'mend it', where: 'node' } as const;
  return { ...told, passed: false, done: false, together: false, hints: true, checks, next };
}

/** What is seen of it. @returns rows of the terminal */
function screen(
  done: number,
  rows: number,
  columns: number,
  { from = 0, language = 'en', keys = true } = {},
) {
  const output = { ...standardOutput(), rows, columns };
  const step = lesson.steps[done];
  if (!step) throw new Error('no such step');
  const login = { before: 'zk-lab ssh ', after: '' };
  const page = markdownLines(stepText(step, done + 1, { language, nodes, login }), output);
  const picture = drawn({ now: checkAt(done), page, from, keys, hinted: false }, output);
  const lines = picture.lines.map(stripVTControlCharacters);
  const taken = lines.flatMap((line) => Array(Math.max(1, Math.ceil(widthOf(line) / columns))).fill(line));
  return { ...picture, lines, taken, page: page.map(stripVTControlCharacters) };
}

describe('what check --watch draws', () => {
  test('never takes more rows than there are, and the next step’s tick is among them', () => {
    const size = { rows: fc.integer({ min: 8, max: 120 }), columns: fc.integer({ min: 40, max: 200 }) };
    const of = fc.record({ ...size, done: fc.integer({ min: 0, max: 14 }), from: fc.nat(200) });
    fc.assert(
      fc.property(of, ({ rows, columns, done, from }) => {
        const { taken, lines } = screen(done, rows, columns, { from });
        expect(taken.length).toBeLessThanOrEqual(rows);
        expect(lines[0]).toMatch(/^lab on docker: /);
        expect(lines.filter((line) => /^[ ⋮] ✘ /.test(line))).toHaveLength(1);
      }),
    );
  });

  test.each([24, 40])(
    'on %i rows shows what was done last, what is wrong, and the page from its title',
    (rows) => {
      const { lines } = screen(9, rows, 80);
      expect(lines.filter((line) => /^[ ⋮] ✔/.test(line)).length).toBeGreaterThan(1);
      expect(lines).toContain('      one instead of two');
      expect(lines.some((line) => line.startsWith('Next, on node1: mend it'))).toBe(true);
      expect(lines.some((line) => /^10\. /.test(line))).toBe(true);
      expect(lines.at(-1)).toMatch(
        /^↓ ↑ and space move the page \(\d+ more lines\)\. Watching; Ctrl-C ends it\.$/,
      );
    },
  );

  test('has all in it where there is room', () => {
    const { lines, page, last } = screen(3, 200, 80);
    expect(last).toBe(0);
    expect(lines.join('\n')).toContain(page.join('\n'));
    expect(lines.filter((line) => /^ {2}[✔✘–] /.test(line))).toHaveLength(lesson.steps.length);
    expect(lines.at(-1)).toBe('Watching; Ctrl-C ends it.');
  });

  test('moved to its end shows the last line of the page', () => {
    const { last, page } = screen(6, 24, 80);
    expect(screen(6, 24, 80, { from: last }).lines.at(-2)).toBe(page.at(-1));
    expect(screen(6, 24, 80, { from: 999 }).lines.at(-2)).toBe(page.at(-1));
  });

  test('says where the page is to be had where no key is heard, in Chinese too', async () => {
    await useLanguage('zh');
    const { taken, lines } = screen(6, 24, 80, { language: 'zh-CN', keys: false });
    expect(taken.length).toBeLessThanOrEqual(24);
    expect(lines.at(-1)).toMatch(/^完整的说明：(npx )?zk-lab guide java。正在跟踪；按 Ctrl-C 结束。$/);
  });
});
