import type { Lab } from '../model/lab.js';
import { type LabNode, votersOf } from '../model/nodes.js';
import type { Provider } from '../providers/contract.js';
import { stateBy } from '../software/zookeeper/server-state.js';

/** A node whose server looks for a leader, and the peers that it does not reach, as NAME:PORT. */
export interface Searching {
  readonly node: LabNode;
  readonly unreached: readonly string[];
}

/**
 * Whether servers that have looked for a leader for some time may have one yet. Two things take most of a minute, and end well:
 * - others have a leader, and were asked while they elected: they are asked again only after a long pause (3.4 to 3.9);
 * - enough are there, and some are not: a server that calls a machine that is off answers nobody until it gives up on it, each
 *   time again.
 */
export async function mayFindLeader(
  lab: Lab,
  provider: Provider,
  searching: readonly Searching[],
): Promise<boolean> {
  const waiting = searching.map(({ node }) => node.name);
  const others = lab.nodes.filter(({ name }) => !waiting.includes(name));
  const states = await Promise.all(
    others.map(async (node) => stateBy(await provider.node(lab, node).ask('srvr', 'engine'))),
  );
  const reach = (names: readonly string[]): boolean =>
    searching.every(
      ({ unreached }) => !unreached.some((peer) => names.some((name) => peer.startsWith(`${name}:`))),
    );
  const serving = others.filter((_, index) => states[index]?.serving).map(({ name }) => name);
  if (serving.length > 0) return reach(serving);
  const looking = [
    ...waiting,
    ...others.filter((_, index) => states[index]?.condition === 'looking').map(({ name }) => name),
  ];
  const voters = votersOf(lab.nodes);
  const there = voters.filter(({ name }) => looking.includes(name));
  const enough = there.length >= lab.quorum.needed && there.length < voters.length;
  return enough && reach(looking);
}
