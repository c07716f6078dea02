import { builtIn } from '../../lessons/built-in.js';
import { judge as judgeLesson, type StepCheck } from '../../lessons/judge.js';
import type { Step } from '../../lessons/lesson.js';
import type { LessonNode } from '../../lessons/lesson-node.js';
import type { Looked } from '../../lessons/look.js';
import type { Observation } from '../../lessons/observations.js';
import { lessonNodesOf } from './lesson-nodes.js';
export const lesson = builtIn('zookeeper-cluster');
export const nodes = lessonNodesOf();
export const list = lesson.steps;
export const probed = list.filter(({ probe }) => probe);
export const judge = (
  steps: readonly Step[],
  of: readonly LessonNode[],
  looked: readonly Looked[],
): StepCheck[] => judgeLesson({ ...lesson, steps }, of, looked, new Set());

export const saw = (done: boolean, seen = '', detail = '', facts: Observation['facts'] = {}): Observation => {
  return { done, detail, seen, wanted: '', facts };
};
const modes = ['follower', 'leader', 'follower'];

/** Three nodes on which everything is done, but for some steps: their ids by the node's number. */
export function looked(
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
export function left(given: readonly Looked[]): Record<string, string> {
  const told = judge(list, nodes, given).map(({ id, nodes: each }) => {
    const marks = each.map(({ passed }, index) =>
      passed ? '' : `${passed === null ? '–' : '✘'}${index + 1}`,
    );
    return [id, marks.join('')] as const;
  });
  return Object.fromEntries(told.filter(([, marks]) => marks !== ''));
}
