/** What stands beside the guide: the pane that was chosen, with what it shows. */
import { useEffect } from 'preact/hooks';
import type { LabFacts } from '../protocol.js';
import { Ask } from './ask.js';
import { openTerminal, say } from './live.js';
import { Logs } from './logs.js';
import { Panes } from './panes.js';
import type { Pane } from './state/page-state.js';
import { happen, usePart } from './store.js';
import { Storm } from './storm.js';
import { Terminals } from './terminals.js';
import { Znodes } from './znodes.js';

interface OfLab {
  readonly lab: LabFacts;
  readonly nodes: readonly string[];
}

const choosePane = (pane: Pane): void => happen({ type: 'pane', pane });

function ShownTerminals({ nodes }: OfLab) {
  const terminals = usePart((state) => state.terminals);
  const current = usePart((state) => state.current);
  const mayChange = usePart((state) => state.mayChange);
  return (
    <Terminals
      terminals={terminals}
      nodes={nodes}
      current={current}
      mayChange={mayChange}
      choose={(id) => happen({ type: 'terminal', id })}
      open={openTerminal}
      close={(terminal) => say({ type: 'close', terminal })}
    />
  );
}

function ShownZnodes({ lab }: OfLab) {
  const known = usePart((state) => state.znodes);
  const mayChange = usePart((state) => state.mayChange);
  const servers = usePart(({ pulse }) => (pulse?.status.provider ? pulse.status.connectString : ''));
  const reachable = usePart(
    ({ connection, pulse }) => connection === 'open' && pulse?.status.quorum === true,
  );
  return <Znodes name={lab.name} {...{ servers, reachable, known, mayChange, say }} />;
}

function ShownLogs({ lab, nodes }: OfLab) {
  const lines = usePart((state) => state.lines);
  const open = usePart((state) => state.connection === 'open');
  useEffect(() => {
    if (!open) return;
    happen({ type: 'logs' });
    say({ type: 'logs' });
  }, [open, lab.dir]);
  return <Logs lines={lines} nodes={nodes} />;
}

function ShownAnswers({ nodes }: OfLab) {
  const answer = usePart((state) => state.answer);
  return <Ask nodes={nodes} answer={answer} say={say} />;
}

function ShownStorm({ nodes }: OfLab) {
  const storm = usePart((state) => state.storm);
  const mayChange = usePart((state) => state.mayChange);
  return <Storm storm={storm} nodes={nodes} mayChange={mayChange} say={say} />;
}

const shown = {
  terminals: ShownTerminals,
  znodes: ShownZnodes,
  logs: ShownLogs,
  ask: ShownAnswers,
  storm: ShownStorm,
} as const;

export function BesideGuide({ lab }: { readonly lab: LabFacts }) {
  const pane = usePart((state) => state.pane);
  const Shown = shown[pane];
  return (
    <Panes pane={pane} choose={choosePane}>
      <Shown key={lab.dir} lab={lab} nodes={lab.nodes.map(({ name }) => name)} />
    </Panes>
  );
}
