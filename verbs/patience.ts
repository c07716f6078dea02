/** How many servers that start at the same time a processor brings up about as soon as one alone: each takes about a second of it. */
const startingPerProcessor = 10;

/**
 * How much longer everything takes while many servers start on one machine, and share its processors: 1 where that cannot be
 * noticed. Fifty on two processors have been seen to move by no step in 18 s, all of them at work.
 * @param waiting servers that do not serve yet
 */
export function slowdown(waiting: number, processors: number): number {
  return Math.max(1, waiting / (startingPerProcessor * processors));
}
