/** The logs of all nodes, by time, filtered. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { LogLine } from '../protocol.js';
import { Choice } from './choice.js';
import { t } from './texts.js';

/** Lines that are drawn: more than anybody reads at once. */
const drawn = 400;

interface Props {
  readonly lines: readonly LogLine[];
  readonly nodes: readonly string[];
}

export function Logs({ lines, nodes }: Props) {
  const [filter, setFilter] = useState('');
  const [node, setNode] = useState('');
  const [grave, setGrave] = useState(false);
  const end = useRef<HTMLDivElement>(null);
  const following = useRef(true);
  const wanted = filter.toLowerCase();
  const found = lines.filter(
    (line) =>
      (node === '' || line.node === node) &&
      (!grave || ['WARN', 'ERROR', 'FATAL'].includes(line.level)) &&
      (wanted === '' || line.text.toLowerCase().includes(wanted)),
  );
  const shown = found.slice(-drawn);
  // Whoever has scrolled up reads; whoever is at the end goes along.
  useEffect(() => {
    const { current } = end;
    if (current && following.current) current.scrollTop = current.scrollHeight;
  }, [shown.length, lines]);
  return (
    <>
      <div class="row filters">
        <label>
          {t('page.logs.filter')}{' '}
          <input
            type="search"
            data-filter
            value={filter}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
        </label>
        <Choice label={t('page.logs.node')} value={node} of={nodes} choose={setNode}>
          <option value="">{t('page.logs.all')}</option>
        </Choice>
        <label>
          <input
            type="checkbox"
            checked={grave}
            onChange={(event) => setGrave(event.currentTarget.checked)}
          />{' '}
          {t('page.logs.warnings')}
        </label>
        <span class="quiet">{t('page.logs.lines', { shown: shown.length, count: lines.length })}</span>
      </div>
      <div
        class="lines"
        ref={end}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by keys, too
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t('page.tab.logs')}
        onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
          following.current = scrollHeight - scrollTop - clientHeight < 30;
        }}
      >
        {shown.length === 0 && <p class="quiet">{t('page.logs.none')}</p>}
        {shown.map((line, index) => (
          <div class={`line ${line.level.toLowerCase()}`} key={`${line.at} ${line.node} ${index}`}>
            <time>{line.at.slice(11)}</time>
            <b class={`of colour${nodes.indexOf(line.node) % 8}`}>{line.node}</b>
            <span>{line.text}</span>
          </div>
        ))}
      </div>
    </>
  );
}
