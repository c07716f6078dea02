/** How far the lab builds before the learner takes over; each stage contains the ones before it. */
export const stages = ['os', 'ssh', 'jdk', 'zookeeper', 'cluster'] as const;
export type Stage = (typeof stages)[number];

/** Whether a lab that is built up to `until` contains `stage`. */
export function reaches(until: Stage, stage: Stage): boolean {
  return stages.indexOf(until) >= stages.indexOf(stage);
}

/** The stages that a lab built up to `until` goes through, in order. */
export function stagesUpTo(until: Stage): readonly Stage[] {
  return stages.slice(0, stages.indexOf(until) + 1);
}
