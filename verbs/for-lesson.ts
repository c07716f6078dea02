/** What a lesson asks of the lab that is made for it. */
import type { Lesson } from '../lessons/lesson.js';
import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { type LabNode, votersOf } from '../model/nodes.js';
import type { PartialSpec } from '../model/spec.js';
import { lineOf } from '../software/zookeeper/releases.js';

/** @throws UsageError lesson.zookeeper where a lesson is not right for the ZooKeeper that its lab would have */
export function assertRightFor({ onlyZookeeper }: Lesson, name: string, version: string): void {
  if (onlyZookeeper === undefined || [version, lineOf(version)].some((each) => onlyZookeeper.includes(each)))
    return;
  throw new UsageError('lesson.zookeeper', { name, version, known: listed(onlyZookeeper) });
}

/** @throws UsageError lesson.too-few, lesson.too-few.observers where a lab would have fewer nodes than its lesson takes */
export function assertEnoughFor({ atLeast }: Lesson, name: string, nodes: readonly LabNode[]): void {
  const voters = votersOf(nodes).length;
  const observers = nodes.length - voters;
  if (voters < atLeast.nodes) {
    throw new UsageError('lesson.too-few', { name, wanted: atLeast.nodes, count: voters });
  }
  if (observers < atLeast.observers) {
    throw new UsageError('lesson.too-few.observers', { name, wanted: atLeast.observers, count: observers });
  }
}

/** What was typed, on top of what a lab for a lesson has, if one was asked for. */
export function forLesson({ spec, start }: Lesson, name: string, typed: PartialSpec): PartialSpec {
  if (typed.lesson === undefined) return typed;
  const given = Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== undefined));
  // Of these a lab has the lesson's and its owner's.
  const zooCfg = { ...spec.zooCfg, ...typed.zooCfg };
  const jvmOptions = [...new Set([...(spec.jvmOptions ?? []), ...(typed.jvmOptions ?? [])])];
  return { ...spec, until: start, ...given, zooCfg, jvmOptions, lesson: name };
}
