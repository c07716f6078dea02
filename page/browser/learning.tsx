/** The guide as it stands to the lab: its page is told anew when its words, or the nodes that they mean, have changed. */
import { useEffect } from 'preact/hooks';
import { Guide } from './guide.js';
import { say, typeOn } from './live.js';
import { nodesFor } from './state/page-state.js';
import { stateNow, usePart } from './store.js';

const typing = { nodesOf: (place: string) => nodesFor(stateNow(), place), type: typeOn };
const go = (step?: string): void => say({ type: 'guide', step });

export function Learning() {
  const page = usePart((state) => state.page);
  const check = usePart((state) => state.check);
  // Who it is that a command is typed on, for the leader's are another's once there is another leader.
  const leader = usePart(({ pulse }) => pulse?.status.leader ?? undefined);
  usePart((state) => state.mayChange);
  const provider = check?.provider;
  const step = page?.step ?? undefined;
  useEffect(() => {
    if (provider === undefined || page === undefined) return;
    // What stands at the end was for a lab that was not up: on its engine there are other steps, and some may be left.
    if (step !== undefined || page.count !== check?.checks.length) go(step);
  }, [provider, leader]);
  return <Guide page={page} check={check} typing={typing} go={go} />;
}
