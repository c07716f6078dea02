import type { Lab } from '../model/lab.js';
import { votersOf } from '../model/nodes.js';
import { type Fault, nodesIn, silences } from './fault.js';
import { separates } from './separation.js';

/**
 * The nodes that cannot be expected to serve: a fault has ended or frozen their server, or leaves them fewer voters to talk
 * to than a quorum needs; or it makes their network, disk or clock so that nobody can tell.
 */
export function hindered(lab: Pick<Lab, 'nodes' | 'quorum'>, faults: readonly Fault[]): string[] {
  const silent = faults.filter(silences).flatMap(nodesIn);
  const vague = faults.filter((fault) => fault.verb !== 'cut').flatMap(nodesIn);
  const voters = votersOf(lab.nodes).filter(({ name }) => !silent.includes(name));
  return lab.nodes
    .filter(({ name }) => {
      const heard = voters.filter((voter) => !separates(faults, name, voter.name));
      return vague.includes(name) || heard.length < lab.quorum.needed;
    })
    .map(({ name }) => name);
}

/** Whether faults leave fewer voters that can be expected to serve than a quorum needs. */
export function leavesNoQuorum(lab: Pick<Lab, 'nodes' | 'quorum'>, faults: readonly Fault[]): boolean {
  const hard = hindered(lab, faults);
  const free = votersOf(lab.nodes).filter(({ name }) => !hard.includes(name));
  return faults.length > 0 && free.length < lab.quorum.needed;
}
