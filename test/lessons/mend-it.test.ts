import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { builtIn } from '../../lessons/built-in.js';
import { endText, guideText, type Reader, solutionOf } from '../../lessons/guide.js';
import { commandsFor } from '../../lessons/placeholders.js';
import { readProbes } from '../../lessons/probes.js';
import { labsPath } from '../../system/package-files.js';
import { firstOf, lessonNodesOf, processesOf } from './lesson-nodes.js';

const lesson = builtIn('mend-it');
const numbered = lesson.solutions.map((solution, index) => [index + 1, solution] as const);

const readerOf = (nodes: Reader['nodes'], language = 'en'): Reader => {
  return { language, nodes, login: { before: 'zk-lab ssh ', after: '' } };
};

/** What bash does not understand of a script; nothing, if all is well. */
function complaints(input: string): string {
  const { status, stdout, stderr } = spawnSync('bash', ['-n'], { input, encoding: 'utf8' });
  return status === 0 ? '' : `${stdout}${stderr}`;
}

test('there are twelve cases, each with what solves it', () => {
  expect([lesson.setups.length, lesson.solutions.length]).toEqual([12, 12]);
});

test('nothing but numbers tells them apart', () => {
  for (const folder of ['cases', 'solutions']) {
    for (const name of readdirSync(labsPath(`mend-it/${folder}`))) {
      expect(name).toMatch(/^\d\d(\.sh|\.en\.md|\.zh-CN\.md)$/);
    }
  }
});

describe.each([
  ['machines', lessonNodesOf()],
  ['processes of one machine', processesOf()],
])('on %s', (_, nodes) => {
  const scripts = lesson.setups.map((setup) => commandsFor(firstOf([...nodes].reverse()))(setup));

  test('what breaks them is bash', () => {
    for (const script of scripts) expect(complaints(script)).toBe('');
  });

  test.each(numbered)('what solves case %i is bash, the same in both languages', (_number, page) => {
    const typed = solutionOf({ page }, readerOf(nodes));
    expect(typed.length).toBeGreaterThan(0);
    expect(solutionOf({ page }, readerOf(nodes, 'zh-CN'))).toEqual(typed);
    for (const { commands } of typed) {
      expect(complaints(commands)).toBe('');
      expect(commands).not.toContain('{{');
    }
  });
});

test('the probes are bash, beside the others', () => {
  expect(complaints(`${readProbes()}\n${lesson.probes}`)).toBe('');
});

test('the guide of the lab tells of no case; the end of it tells of its own, and where others have met it', () => {
  for (const language of lesson.languages) {
    const reader = readerOf(lessonNodesOf(), language);
    const guide = guideText(lesson, reader);
    for (const [, solution] of numbered) {
      const [, what = ''] = /^### .*?[:：] ?(.*)$/m.exec(solution[language] ?? '') ?? [];
      expect(what).not.toBe('');
      expect(guide).not.toContain(what);
      const end = endText(lesson, reader, solution);
      expect(end).toContain(what);
      expect(end).toMatch(/\]\(https:\/\/\S+\)/);
    }
  }
});
