import { spawnSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { builtIn, builtInNames } from '../../lessons/built-in.js';
import { guideText, type Reader, solutionOf } from '../../lessons/guide.js';
import { stepsFor } from '../../lessons/judge.js';
import type { LessonNode } from '../../lessons/lesson-node.js';
import { labOf, lessonNodesOf, processesOf } from './lesson-nodes.js';

/** The same nodes with another release of ZooKeeper, which the guide speaks of. */
function running(version: string, nodes: readonly LessonNode[]): LessonNode[] {
  return nodes.map(({ lab, ...rest }) => {
    const zookeeper = { ...lab.facts.zookeeper, version };
    return { ...rest, lab: { ...lab, facts: { ...lab.facts, zookeeper } } };
  });
}

/** What stands in a guide's fences of shell, in its order: what is typed, and what is only shown. Comments are for readers. */
const shellIn = (guide: string): string[] =>
  Array.from(guide.matchAll(/^```sh.*\n([\s\S]*?)^```$/gm), ([, commands = '']) =>
    commands.replace(/ +# .*$/gm, ''),
  );

describe.each(builtInNames())('the guide of %s', (name) => {
  const lesson = builtIn(name);
  const { languages, steps } = lesson;
  const lab = labOf(lesson.spec);
  const alone = labOf({ ...lesson.spec, nodes: 1, observers: 0 });
  const read = (language: string, nodes: readonly LessonNode[]): Reader => {
    return { language, nodes, login: { before: 'zk-lab ssh ', after: '' } };
  };

  describe.each<[string, readonly LessonNode[]]>([
    ['machines', lessonNodesOf(lab)],
    ['machines with a later ZooKeeper', running('3.9.5', lessonNodesOf(lab))],
    ['processes', running('3.9.5', processesOf(lab))],
    ['processes of 3.4', processesOf(lab)],
    ['a single machine', lessonNodesOf(alone)],
  ])('on %s', (_what, nodes) => {
    const guides = languages.map((language) => guideText(lesson, read(language, nodes)));

    test('has the same typed in the same order in every language', () => {
      const [first, ...others] = guides.map(shellIn);
      for (const other of others) expect(other).toEqual(first);
    });

    test('has it typed in the same places', () => {
      for (const step of stepsFor(steps, nodes)) {
        const [first, ...others] = languages.map((language) => solutionOf(step, read(language, nodes)));
        for (const other of others) expect(other, step.id).toEqual(first);
      }
    });

    test('has nothing typed that is not bash', () => {
      const typed = stepsFor(steps, nodes).flatMap((step) => solutionOf(step, read('en', nodes)));
      const script = typed.map(({ commands }) => `{\n${commands}\n}`).join('\n');
      const { stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
      expect(stderr).toBe('');
    });

    test('leaves no placeholder, and has no headings above its own', () => {
      for (const guide of guides) {
        const text = guide.replace(/^```[\s\S]*?^```$/gm, '');
        expect(guide).not.toMatch(/\{\{[#^/]?\w+\}\}/);
        expect(text.match(/^# /gm)).toHaveLength(1);
        expect(text.match(/^## /gm) ?? []).toHaveLength(stepsFor(steps, nodes).length);
      }
    });
  });

  test('says everything in every language', () => {
    for (const { id, page } of steps) {
      for (const language of languages) expect(page[language], `${id} ${language}`).toMatch(/\S/);
    }
  });
});
