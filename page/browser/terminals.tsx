/** The terminals that are open, one of them in sight. */
import { useEffect, useRef } from 'preact/hooks';
import type { OpenTerminal } from '../protocol.js';
import type { Shells } from './shells.js';
import { t } from './texts.js';

interface Props {
  readonly terminals: readonly OpenTerminal[];
  readonly nodes: readonly string[];
  readonly current: number | undefined;
  readonly shells: Shells;
  readonly mayChange: boolean;
  choose(id: number): void;
  open(node: string): void;
  close(id: number): void;
}

export function Terminals({ terminals, nodes, current, shells, mayChange, choose, open, close }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const shown = useRef<OpenTerminal | undefined>(undefined);
  shown.current = terminals.find(({ id }) => id === current);
  const { columns, rows } = shown.current?.size ?? { columns: 0, rows: 0 };
  useEffect(() => {
    const { current: element } = host;
    if (!shown.current || !element) return;
    shells.show(shown.current, element);
    const watch = new ResizeObserver(() => {
      if (shown.current) shells.resized(shown.current);
    });
    watch.observe(element);
    return () => watch.disconnect();
  }, [current, shells]);
  useEffect(() => {
    if (shown.current && !mayChange) shells.resized(shown.current);
  }, [columns, rows, mayChange, shells]);
  return (
    <div class="terminals">
      <div class="tabs">
        {terminals.map(({ id, title }) => (
          <span key={id} class={id === current ? 'tab current' : 'tab'}>
            <button
              type="button"
              class="title"
              aria-pressed={id === current}
              data-terminal={title}
              onClick={() => choose(id)}
            >
              {title}
            </button>
            {mayChange && (
              <button
                type="button"
                class="close"
                aria-label={t('page.close-terminal', { title })}
                onClick={() => close(id)}
              >
                ×
              </button>
            )}
          </span>
        ))}
        {mayChange &&
          nodes.slice(0, 9).map((node) => (
            <button
              type="button"
              key={node}
              class="new"
              data-open={node}
              aria-label={t('page.new-terminal', { node })}
              onClick={() => open(node)}
            >
              + {node}
            </button>
          ))}
      </div>
      {current === undefined ? (
        <p class="empty">{t('page.no-terminals')}</p>
      ) : (
        <div class="host" ref={host} />
      )}
    </div>
  );
}
