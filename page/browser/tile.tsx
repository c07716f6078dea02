/** One node in the picture. */
import type { ServerFigures } from '../protocol.js';
import { halves, labelOf, type Standing } from '../standing.js';
import { memo } from './memo.js';
import { t } from './texts.js';

interface Props {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Whether there is room for what its server says of itself; else that is left out. */
  readonly roomy: boolean;
  readonly standing: Standing;
  readonly frozen: boolean;
  readonly faulty: boolean;
  readonly chosen: boolean;
  /** These are absent where there is no room for them. */
  readonly zxid: string | null;
  readonly connections: ServerFigures['connections'] | null;
  readonly average: number | null;
  select(node: string): void;
}

/** Enter and the space bar are what a click is. */
export const onKey =
  (act: () => void) =>
  (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    act();
  };

/** A number in as many signs as a tile has room for. */
export const short = (value: number): number =>
  value < 10 ? Math.round(value * 10) / 10 : Math.round(value);

/** Pixels of a letter in a small tile's label: of Chinese, and of all others, about. */
const letter = { wide: 11, narrow: 6.4 };

/** The width into which a label is pressed that would be wider. */
function pressed(label: string, room: number): { textLength?: number; lengthAdjust?: 'spacingAndGlyphs' } {
  const width = [...label].reduce((sum, sign) => sum + (sign > '\u2e80' ? letter.wide : letter.narrow), 0);
  return width > room ? { textLength: room, lengthAdjust: 'spacingAndGlyphs' } : {};
}

/** What its server says of itself. The transaction is made anew, so that it lights up, whenever it is another. */
function Figures({
  zxid,
  connections,
  average,
  x,
}: Pick<Props, 'connections' | 'average'> & { zxid: string; x: number }) {
  const told = [
    t('page.epoch', { epoch: halves(zxid).epoch }),
    ...(connections === null ? [] : [t('page.clients', { count: connections })]),
    ...(average === null ? [] : [t('page.latency', { average: short(average) })]),
  ];
  return (
    <>
      <text class="zxid" key={zxid} x={x} y="5">
        {zxid}
      </text>
      <text class="figures" x={x} y="26">
        {told.join(' · ')}
      </text>
    </>
  );
}

export const Tile = memo((props: Props) => {
  const { name, x, y, width, height, roomy, standing, frozen, faulty, chosen, zxid, select } = props;
  const left = -width / 2 + 14;
  const label = `${t(labelOf[standing])}${frozen ? ` · ${t('page.frozen')}` : ''}`;
  const classes = {
    frozen,
    faulty,
    selected: chosen,
  };
  const more = Object.entries(classes).flatMap(([word, is]) => (is ? [word] : []));
  return (
    // biome-ignore lint/a11y/useSemanticElements: an SVG has no buttons of its own
    <g
      class={['node', roomy ? 'roomy' : 'small', standing, ...more].join(' ')}
      data-node={name}
      data-standing={standing}
      transform={`translate(${x} ${y})`}
      role="button"
      tabindex={0}
      aria-pressed={chosen}
      onClick={() => select(name)}
      onKeyDown={onKey(() => select(name))}
    >
      <rect class="tile" x={-width / 2} y={-height / 2} width={width} height={height} rx="12" />
      <rect class="stripe" x={-width / 2 + 5} y={-height / 2 + 10} width="3" height={height - 20} rx="1.5" />
      <text class="name" x={left} y={roomy ? -18 : -6}>
        {name}
      </text>
      <text
        class="label"
        x={roomy ? width / 2 - 12 : left}
        y={roomy ? -18 : 14}
        text-anchor={roomy ? 'end' : 'start'}
        {...(roomy ? {} : pressed(label, width - 22))}
      >
        {label}
      </text>
      {zxid !== null && <Figures {...props} zxid={zxid} x={left} />}
    </g>
  );
});
