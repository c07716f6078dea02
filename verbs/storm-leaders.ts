import type { Lab } from '../model/lab.js';
import { votersOf } from '../model/nodes.js';
import type { Provider } from '../providers/contract.js';
import { stateBy } from '../software/zookeeper/server-state.js';

const askEvery = 500;

/** Asks servers again and again who leads. */
export interface LeaderWatch {
  stop(): void;
}

/**
 * Watches who leads, as the servers say of themselves. Of two that say so, one of which cannot know yet that it does not any
 * more, the newest is told.
 * @param tell called at each change with the node's name; null where nobody says so
 */
export function watchLeaders(lab: Lab, provider: Provider, tell: (node: string | null) => void): LeaderWatch {
  const handles = votersOf(lab.nodes).map((node) => provider.node(lab, node));
  const saying = new Set<string>();
  let told: string | null | undefined;
  const asked = new Set<string>();
  const ask = async (handle: (typeof handles)[number]): Promise<void> => {
    const { name } = handle.node;
    if (asked.has(name)) return;
    asked.add(name);
    const { mode } = stateBy(await handle.ask('srvr', 'port'));
    asked.delete(name);
    const leads = mode === 'leader' || mode === 'standalone';
    if (!leads) saying.delete(name);
    else if (!saying.has(name)) saying.add(name);
    const now = [...saying].at(-1) ?? null;
    if (now === told) return;
    told = now;
    tell(now);
  };
  const askAll = (): void => {
    for (const handle of handles) ask(handle).catch(() => asked.delete(handle.node.name));
  };
  askAll();
  const timer = setInterval(askAll, askEvery);
  return { stop: () => clearInterval(timer) };
}
