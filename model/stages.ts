import { installedSoftware, type SoftwareName } from '../software/index.js';

/** How far the lab builds before the learner takes over; each stage contains the ones before it. */
export const stages: readonly Stage[] = [
  'os',
  'ssh',
  ...installedSoftware.map(({ name }) => name),
  'cluster',
];
export type Stage = 'os' | 'ssh' | SoftwareName | 'cluster';

/** Whether a lab that is built up to `until` contains `stage`. */
export function reaches(until: Stage, stage: Stage): boolean {
  return stages.indexOf(until) >= stages.indexOf(stage);
}

/** The stages that a lab built up to `until` goes through, in order. */
export function stagesUpTo(until: Stage): readonly Stage[] {
  return stages.slice(0, stages.indexOf(until) + 1);
}

/** The stages that begin with one. */
export function stagesFrom(first: Stage): readonly Stage[] {
  return stages.slice(stages.indexOf(first));
}
