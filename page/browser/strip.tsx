/** The strip below the picture: who led when, and faults as bands. */
import { kept, type Past, rowsOf } from '../past.js';
import { t } from './texts.js';

const minute = 60_000;
const height = { reigns: 20, band: 6 };
/** Rows of bands for which there is always room, so that what is below moves seldom, and how many are drawn at the most. */
const rows = { least: 2, most: 8 };

interface Props {
  readonly past: Past;
  readonly now: number;
  /** In the lab's order: a leader's colour is its place. */
  readonly nodes: readonly string[];
}

export function Strip({ past, now, nodes }: Props) {
  const first = Math.min(now, ...past.reigns.map(({ from }) => from));
  const span = Math.min(kept, Math.max(minute, now - first));
  const place = (at: number): number => Math.max(0, (100 * (at - (now - span))) / span);
  const seen = past.faults.filter(({ to }) => to > now - span);
  const placed = rowsOf(seen);
  const bands = seen.flatMap((band, index) => {
    const row = placed[index] ?? 0;
    return row < rows.most ? [{ ...band, row }] : [];
  });
  const deep = Math.max(rows.least, ...bands.map(({ row }) => row + 1));
  const total = height.reigns + 4 + deep * (height.band + 2);
  const words = t('page.history', { minutes: Math.round(span / minute) });
  return (
    <figure class="strip">
      <svg width="100%" height={total} role="img" aria-label={words}>
        <title>{words}</title>
        {past.reigns.map(({ leader, from, to }) => (
          <g key={from}>
            <rect
              class={leader === null ? 'reign nobody' : `reign colour${nodes.indexOf(leader) % 8}`}
              x={`${place(from)}%`}
              width={`${Math.max(0.3, place(to) - place(from))}%`}
              height={height.reigns}
              rx="3"
            >
              <title>{leader ?? t('page.nobody')}</title>
            </rect>
            {place(to) - place(from) > 8 && (
              <text class="reign-name" x={`${place(from) + 0.8}%`} y="14">
                {leader ?? t('page.nobody')}
              </text>
            )}
          </g>
        ))}
        {bands.map(({ id, verb, nodes: named, from, to, row }) => (
          <rect
            key={id}
            class="band"
            data-fault={verb}
            x={`${place(from)}%`}
            y={height.reigns + 4 + row * (height.band + 2)}
            width={`${Math.max(0.4, place(to) - place(from))}%`}
            height={height.band}
            rx="2"
          >
            <title>{`${verb} ${named}`}</title>
          </rect>
        ))}
      </svg>
      <figcaption>{words}</figcaption>
    </figure>
  );
}
