/** The ensemble as it is. Every value that is drawn is an answer of the server that it stands beside. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { layoutOf, type Spot } from '../layout.js';
import type { Pulse } from '../protocol.js';
import { halves, labelOf, standingOf } from '../standing.js';
import { t } from './texts.js';

/** More lines than that say nothing any more. */
const mostCuts = 60;

function useWidth(): [{ current: HTMLDivElement | null }, number] {
  const element = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const { current } = element;
    if (!current) return;
    const watch = new ResizeObserver(() => setWidth(Math.floor(current.clientWidth)));
    watch.observe(current);
    return () => watch.disconnect();
  }, []);
  return [element, width];
}

/** The pairs of nodes between which a cut lies. */
function cutsIn({ faults }: Pulse['status']): { id: string; from: string; to: string }[] {
  return faults
    .flatMap((fault) =>
      fault.verb === 'cut'
        ? fault.sides[0].flatMap((from) => fault.sides[1].map((to) => ({ id: fault.id, from, to })))
        : [],
    )
    .slice(0, mostCuts);
}

const between = (from: Spot, to: Spot): Spot => ({ x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 });

interface Props {
  readonly pulse: Pulse;
  readonly selected: string | undefined;
  select(node: string): void;
  /** The pair between which something is to be done; how to choose another, for who may. */
  readonly link: readonly [string, string] | undefined;
  readonly selectLink: ((from: string, to: string) => void) | undefined;
}

export function Picture({ pulse, selected, select, link, selectLink }: Props) {
  const [element, width] = useWidth();
  const { status, figures, frozen } = pulse;
  const layout = layoutOf(status.nodes.length, Math.max(width, 240));
  const { tile, spots, roomy } = layout;
  const spotOf = (name: string): Spot =>
    spots[status.nodes.findIndex((node) => node.name === name)] ?? { x: 0, y: 0 };
  const leader = status.nodes.find(({ name }) => name === status.leader);
  const followers = status.nodes.filter((node) => ['follower', 'observer'].includes(standingOf(node)));
  const cuts = cutsIn(status);
  const isCut = (one: string, other: string) =>
    cuts.some(({ from, to }) => (from === one && to === other) || (from === other && to === one));
  const names = status.nodes.map(({ name }) => name);
  // Between any two something can be done; of many nodes only the lines that are drawn can be told apart.
  const pairs = names.flatMap((from, index) => names.slice(index + 1).map((to) => [from, to] as const));
  const isDrawn = (from: string, to: string): boolean =>
    isCut(from, to) ||
    (leader !== undefined &&
      ((from === leader.name && followers.some(({ name }) => name === to)) ||
        (to === leader.name && followers.some(({ name }) => name === from))));
  const choices = selectLink ? pairs.filter(([from, to]) => roomy || isDrawn(from, to)) : [];
  return (
    <div class="picture" ref={element}>
      {width > 0 && (
        <svg width={width} height={layout.height} viewBox={`0 0 ${width} ${layout.height}`}>
          <title>{t('page.ensemble')}</title>
          {leader &&
            followers
              .filter(({ name }) => !isCut(leader.name, name))
              .map(({ name }) => {
                const [from, to] = [spotOf(leader.name), spotOf(name)];
                const still = frozen.includes(name) || frozen.includes(leader.name);
                return (
                  <line
                    key={name}
                    class={still ? 'link still' : 'link'}
                    x1={from.x}
                    y1={from.y}
                    x2={to.x}
                    y2={to.y}
                  />
                );
              })}
          {cuts.map(({ id, from, to }) => {
            const [one, other] = [spotOf(from), spotOf(to)];
            const middle = between(one, other);
            return (
              <g key={`${id} ${from} ${to}`} class="cut" data-cut={`${from} ${to}`}>
                <line x1={one.x} y1={one.y} x2={other.x} y2={other.y} />
                <circle cx={middle.x} cy={middle.y} r="9" />
                <path d={`M${middle.x - 4} ${middle.y - 4}l8 8m0-8l-8 8`} />
                <title>{t('page.cut')}</title>
              </g>
            );
          })}
          {choices.map(([from, to]) => {
            const [one, other] = [spotOf(from), spotOf(to)];
            const chosen = link?.[0] === from && link[1] === to;
            return (
              // biome-ignore lint/a11y/useSemanticElements: an SVG has no buttons of its own
              <g
                key={`${from} ${to}`}
                class={chosen ? 'pair selected' : 'pair'}
                data-link={`${from} ${to}`}
                role="button"
                tabindex={0}
                aria-label={t('page.link', { from, to })}
                aria-pressed={chosen}
                onClick={() => selectLink?.(from, to)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' && event.key !== ' ') return;
                  event.preventDefault();
                  selectLink?.(from, to);
                }}
              >
                <line class="seen" x1={one.x} y1={one.y} x2={other.x} y2={other.y} />
                <line class="hold" x1={one.x} y1={one.y} x2={other.x} y2={other.y} />
              </g>
            );
          })}
          {status.nodes.map((node) => {
            const standing = standingOf(node);
            const still = frozen.includes(node.name);
            const { x, y } = spotOf(node.name);
            const label = `${t(labelOf[standing])}${still ? ` · ${t('page.frozen')}` : ''}`;
            const zxid = node.zxid === null ? undefined : halves(node.zxid);
            const { connections, latency } = figures[node.name] ?? { connections: null, latency: null };
            const faulty = status.faults.some((fault) => fault.verb !== 'cut' && fault.node === node.name);
            const left = -tile.width / 2 + 14;
            const choose = () => select(node.name);
            return (
              // biome-ignore lint/a11y/useSemanticElements: an SVG has no buttons of its own
              <g
                key={node.name}
                class={`node ${roomy ? 'roomy' : 'small'} ${standing}${still ? ' frozen' : ''}${faulty ? ' faulty' : ''}${selected === node.name ? ' selected' : ''}`}
                data-node={node.name}
                data-standing={standing}
                transform={`translate(${x} ${y})`}
                role="button"
                tabindex={0}
                aria-pressed={selected === node.name}
                onClick={choose}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' && event.key !== ' ') return;
                  event.preventDefault();
                  choose();
                }}
              >
                <rect
                  class="tile"
                  x={-tile.width / 2}
                  y={-tile.height / 2}
                  width={tile.width}
                  height={tile.height}
                  rx="12"
                />
                <rect
                  class="stripe"
                  x={-tile.width / 2 + 5}
                  y={-tile.height / 2 + 10}
                  width="3"
                  height={tile.height - 20}
                  rx="1.5"
                />
                <text class="name" x={left} y={roomy ? -18 : -6}>
                  {node.name}
                </text>
                <text
                  class="label"
                  x={roomy ? tile.width / 2 - 12 : left}
                  y={roomy ? -18 : 14}
                  text-anchor={roomy ? 'end' : 'start'}
                >
                  {label}
                </text>
                {roomy && zxid && (
                  <>
                    <text class="zxid" key={node.zxid} x={left} y="5">
                      {node.zxid}
                    </text>
                    <text class="figures" x={left} y="26">
                      {[
                        t('page.epoch', { epoch: zxid.epoch }),
                        ...(connections === null ? [] : [t('page.clients', { count: connections })]),
                        ...(latency === null ? [] : [t('page.latency', { average: latency.average })]),
                      ].join(' · ')}
                    </text>
                  </>
                )}
              </g>
            );
          })}
        </svg>
      )}
    </div>
  );
}

/** The picture's place, before anything is known that could be drawn in it. */
export function Room({ nodes }: { readonly nodes: number }) {
  const [element, width] = useWidth();
  return (
    <div class="picture" ref={element}>
      <svg width="100%" height={layoutOf(nodes, Math.max(width, 240)).height} aria-hidden="true" />
    </div>
  );
}
