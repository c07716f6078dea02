/** The line at the top: which lab, whether it has a quorum, the way to other labs. */
import type { LabFacts, Pulse } from '../protocol.js';
import { LabsMenu } from './labs-menu.js';
import { say } from './live.js';
import { usePart } from './store.js';
import { t } from './texts.js';

function Quorum({ status, unheard }: Pulse) {
  // Where not all have been asked, only that there is one is known.
  if (!status.quorum && unheard.length > 0) return null;
  const voters = t('page.voters', { ...status.voters });
  return (
    <>
      <span class={status.quorum ? 'badge good' : 'badge bad'} title={voters}>
        {status.quorum ? t('page.quorum') : t('page.no-quorum')}
      </span>
      {unheard.length === 0 && <span class="voters">{voters}</span>}
    </>
  );
}

function HealAll({ count }: { readonly count: number }) {
  return (
    <button type="button" class="primary" data-do="heal-all" onClick={() => say({ type: 'heal', nodes: [] })}>
      {t('page.heal-all')} ({count})
    </button>
  );
}

export function Head({ lab }: { readonly lab: LabFacts }) {
  const pulse = usePart((state) => state.pulse);
  const mayChange = usePart((state) => state.mayChange);
  const labs = usePart((state) => state.labs);
  const faults = pulse?.status.faults.length ?? 0;
  return (
    <header class="head">
      <h1>{lab.name}</h1>
      {pulse && <Quorum {...pulse} />}
      <span class="space" />
      {mayChange ? (
        <LabsMenu lab={lab} labs={labs} say={say} />
      ) : (
        <span class="badge">{t('page.looking')}</span>
      )}
      {mayChange && faults > 0 && <HealAll count={faults} />}
    </header>
  );
}
