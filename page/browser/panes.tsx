/** What stands beside the guide: one of several panes, chosen by tabs. */
import type { ComponentChildren } from 'preact';
import { type Pane, panes } from './state/page-state.js';
import { t } from './texts.js';

interface Props {
  readonly pane: Pane;
  choose(pane: Pane): void;
  readonly children: ComponentChildren;
}

export function Panes({ pane, choose, children }: Props) {
  /** Arrows go from tab to tab, as people who use the keyboard expect. */
  const go = (event: KeyboardEvent): void => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const next = panes.at((panes.indexOf(pane) + step) % panes.length) ?? pane;
    choose(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <section class="pane" id="pane" aria-label={t(`page.tab.${pane}`)}>
      <div class="pane-tabs" role="tablist" aria-label={t('page.panes')} onKeyDown={go}>
        {panes.map((each) => (
          <button
            type="button"
            key={each}
            id={`tab-${each}`}
            role="tab"
            class={each === pane ? 'pane-tab current' : 'pane-tab'}
            aria-selected={each === pane}
            aria-controls="pane-shown"
            tabIndex={each === pane ? 0 : -1}
            data-pane={each}
            onClick={() => choose(each)}
          >
            {t(`page.tab.${each}`)}
          </button>
        ))}
      </div>
      <div class={`shown-${pane} shown`} id="pane-shown" role="tabpanel" aria-labelledby={`tab-${pane}`}>
        {children}
      </div>
    </section>
  );
}
