/** The terminals that are open, one of them in sight. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { OpenTerminal } from '../protocol.js';
import { shellsLater } from './live.js';
import type { Shells } from './shells.js';
import { t } from './texts.js';

interface Props {
  readonly terminals: readonly OpenTerminal[];
  readonly nodes: readonly string[];
  readonly current: number | undefined;
  readonly mayChange: boolean;
  choose(id: number): void;
  open(node: string): void;
  close(id: number): void;
}

/** More buttons for new terminals than that have no room; a node's own, below the picture, is always there. */
const mostButtons = 9;

/** The place of the terminal in sight. */
function Host({ terminal, mayChange }: { readonly terminal: OpenTerminal; readonly mayChange: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(terminal);
  latest.current = terminal;
  const [shells, setShells] = useState<Shells>();
  useEffect(() => {
    shellsLater().then((loaded) => setShells(() => loaded));
  }, []);
  // Together with its tab: not for a moment is what is typed another terminal's.
  useLayoutEffect(() => {
    const { current: element } = host;
    if (!element || !shells) return;
    shells.show(latest.current, element);
    const watch = new ResizeObserver(() => shells.resized(latest.current));
    watch.observe(element);
    return () => watch.disconnect();
  }, [terminal.id, shells]);
  const { columns, rows } = terminal.size;
  useEffect(() => {
    if (!mayChange) shells?.resized(latest.current);
  }, [columns, rows, mayChange, shells]);
  return <div class="host" ref={host} />;
}

interface TabProps extends Pick<Props, 'mayChange' | 'choose' | 'close'> {
  readonly terminal: OpenTerminal;
  readonly inSight: boolean;
}

function Tab({ terminal: { id, title }, inSight, mayChange, choose, close }: TabProps) {
  const tab = useRef<HTMLSpanElement>(null);
  // Of many, not all are in sight.
  useEffect(() => {
    if (inSight) tab.current?.scrollIntoView({ block: 'nearest' });
  }, [inSight]);
  return (
    <span class={inSight ? 'tab current' : 'tab'} ref={tab}>
      <button
        type="button"
        class="title"
        aria-pressed={inSight}
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
  );
}

export function Terminals({ terminals, nodes, current, mayChange, choose, open, close }: Props) {
  const shown = terminals.find(({ id }) => id === current);
  return (
    <div class="terminals">
      <div class="tabs">
        {terminals.map((terminal) => (
          <Tab
            key={terminal.id}
            terminal={terminal}
            inSight={terminal.id === current}
            {...{ mayChange, choose, close }}
          />
        ))}
        {mayChange &&
          nodes.slice(0, mostButtons).map((node) => (
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
      {shown ? (
        <Host terminal={shown} mayChange={mayChange} />
      ) : (
        <p class="empty">{t('page.no-terminals')}</p>
      )}
    </div>
  );
}
