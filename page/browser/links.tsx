/** What lies between nodes in the picture: who follows whom, cuts, and the places that can be chosen. */
import type { Spot } from '../layout.js';
import { memo } from './memo.js';
import { t } from './texts.js';
import { onKey } from './tile.js';

interface Ends {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export const endsOf = (from: Spot, to: Spot): Ends => ({ x1: from.x, y1: from.y, x2: to.x, y2: to.y });

/** From a leader to one that follows. */
export const Link = memo(({ still, ...ends }: Ends & { readonly still: boolean }) => (
  <line class={still ? 'link still' : 'link'} {...ends} />
));

export const Cut = memo(({ between, ...ends }: Ends & { readonly between: string }) => {
  const [x, y] = [(ends.x1 + ends.x2) / 2, (ends.y1 + ends.y2) / 2];
  return (
    <g class="cut" data-cut={between}>
      <line {...ends} />
      <circle cx={x} cy={y} r="9" />
      <path d={`M${x - 4} ${y - 4}l8 8m0-8l-8 8`} />
      <title>{t('page.cut')}</title>
    </g>
  );
});

interface PairProps extends Ends {
  readonly from: string;
  readonly to: string;
  readonly chosen: boolean;
  select(from: string, to: string): void;
}

/** The place between two nodes, where something can be done. */
export const Pair = memo(({ from, to, chosen, select, ...ends }: PairProps) => (
  // biome-ignore lint/a11y/useSemanticElements: an SVG has no buttons of its own
  <g
    class={chosen ? 'pair selected' : 'pair'}
    data-link={`${from} ${to}`}
    role="button"
    tabindex={0}
    aria-label={t('page.link', { from, to })}
    aria-pressed={chosen}
    onClick={() => select(from, to)}
    onKeyDown={onKey(() => select(from, to))}
  >
    <line class="seen" {...ends} />
    <line class="hold" {...ends} />
  </g>
));
