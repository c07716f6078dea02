/** The ensemble as it is. Every value that is drawn is an answer of the server that it stands beside. */
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { layoutOf, type Spot } from '../layout.js';
import { partsOf } from '../picture-parts.js';
import type { LabFacts, Pulse } from '../protocol.js';
import { Cut, endsOf, Link, Pair } from './links.js';
import type { Chosen } from './state/page-state.js';
import { t } from './texts.js';
import { Tile } from './tile.js';

/** Pixels of width that a picture has at least. */
const least = 240;

/** The size of letters for which the picture is made; --present has larger ones, and so is the picture. */
const letters = 15;
const scaled = (): number => Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / letters;

/** An element's width, known before anything is shown. */
function useWidth(): [{ current: HTMLDivElement | null }, number] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const { current } = element;
    if (!current) return;
    const measure = (): void => setWidth(Math.floor(current.clientWidth));
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  return [element, width];
}

interface Props {
  readonly nodes: LabFacts['nodes'];
  /** Absent: nothing is known of them yet. */
  readonly pulse: Pulse | undefined;
  readonly chosen: Chosen | undefined;
  select(node: string): void;
  /** How to choose the place between two, for who may. */
  readonly selectLink: ((from: string, to: string) => void) | undefined;
}

export function Picture({ nodes, pulse, chosen, select, selectLink }: Props) {
  const [element, width] = useWidth();
  const scale = scaled();
  const room = Math.max(width / scale, least);
  const { height, tile, spots, roomy } = layoutOf(nodes.length, room);
  const parts = partsOf(nodes, pulse, roomy);
  const spot = (place: number): Spot => spots[place] ?? { x: 0, y: 0 };
  const name = (place: number): string => parts.nodes[place]?.name ?? '';
  return (
    <div class="picture" ref={element}>
      {width > 0 && (
        <svg width={room * scale} height={height * scale} viewBox={`0 0 ${room} ${height}`}>
          <title>{t('page.ensemble')}</title>
          {parts.links.map(({ ends: [from, to], still }) => (
            <Link key={name(to)} still={still} {...endsOf(spot(from), spot(to))} />
          ))}
          {selectLink &&
            parts.pairs.map(([from, to]) => (
              <Pair
                key={`${from} ${to}`}
                {...{ from: name(from), to: name(to), select: selectLink }}
                chosen={chosen?.kind === 'link' && chosen.from === name(from) && chosen.to === name(to)}
                {...endsOf(spot(from), spot(to))}
              />
            ))}
          {parts.cuts.map(({ id, ends: [from, to] }) => (
            <Cut
              key={`${id} ${from} ${to}`}
              between={`${name(from)} ${name(to)}`}
              {...endsOf(spot(from), spot(to))}
            />
          ))}
          {parts.nodes.map(({ zxid, connections, average, ...node }, place) => (
            <Tile
              key={node.name}
              {...node}
              {...spot(place)}
              {...tile}
              {...(roomy ? { zxid, connections, average } : { zxid: null, connections: null, average: null })}
              roomy={roomy}
              chosen={chosen?.kind === 'node' && chosen.node === node.name}
              select={select}
            />
          ))}
        </svg>
      )}
    </div>
  );
}
