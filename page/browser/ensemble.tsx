/** The ensemble: its picture, what can be done to what was chosen in it, and the strip of what was. */
import { useEffect, useState } from 'preact/hooks';
import { until } from '../past.js';
import type { LabFacts, Pulse } from '../protocol.js';
import { Actions, LinkActions } from './actions.js';
import { openTerminal, say } from './live.js';
import { Picture } from './picture.js';
import { happen, usePart } from './store.js';
import { Strip } from './strip.js';
import { t } from './texts.js';

const selectNode = (node: string): void => happen({ type: 'choose', chosen: { kind: 'node', node } });
const selectLink = (from: string, to: string): void =>
  happen({ type: 'choose', chosen: { kind: 'link', from, to } });

function Chosen({ pulse }: { readonly pulse: Pulse }) {
  const chosen = usePart((state) => state.chosen);
  const mayChange = usePart((state) => state.mayChange);
  if (!chosen) return <p class="actions quiet">{t(mayChange ? 'page.choose' : 'page.choose-node')}</p>;
  const what = { pulse, possible: pulse.possible, say };
  return chosen.kind === 'node' ? (
    <Actions node={chosen.node} mayChange={mayChange} {...what} open={openTerminal} />
  ) : (
    <LinkActions from={chosen.from} to={chosen.to} {...what} />
  );
}

/** Time goes on there where nothing changes; not while nobody tells whether anything does. */
function Past({ nodes }: { readonly nodes: readonly string[] }) {
  const past = usePart((state) => state.past);
  const pulseAt = usePart((state) => state.pulseAt);
  const open = usePart((state) => state.connection === 'open');
  const [clock, setClock] = useState(Date.now());
  useEffect(() => {
    if (!open) return;
    const timer = window.setInterval(() => setClock(Date.now()), 1_000);
    return () => window.clearInterval(timer);
  }, [open]);
  const now = Math.max(clock, pulseAt);
  return <Strip past={open ? until(past, now) : past} now={now} nodes={nodes} />;
}

export function Ensemble({ lab }: { readonly lab: LabFacts }) {
  const pulse = usePart((state) => state.pulse);
  const chosen = usePart((state) => state.chosen);
  const mayChange = usePart((state) => state.mayChange);
  return (
    <section class="ensemble" aria-label={t('page.ensemble')}>
      <Picture
        nodes={lab.nodes}
        pulse={pulse}
        chosen={chosen}
        select={selectNode}
        selectLink={pulse && mayChange ? selectLink : undefined}
      />
      {pulse?.engineSilent && (
        <p class="not-up" role="alert">
          {t('page.engine-silent', { provider: pulse.status.provider ?? '' })}
        </p>
      )}
      {pulse?.status.nodes.every(({ running }) => !running) && (
        <p class="not-up" role="status">
          {t('page.not-up', { dir: lab.dir })}
        </p>
      )}
      {pulse && <Chosen pulse={pulse} />}
      {pulse && <Past nodes={lab.nodes.map(({ name }) => name)} />}
    </section>
  );
}
