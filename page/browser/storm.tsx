/** A storm: begun and ended here, and its picture as it grows. */
import { useState } from 'preact/hooks';
import type { ClientMessage, StormPicture } from '../protocol.js';
import { t } from './texts.js';

const size = { width: 720, left: 44, right: 8, chart: 110, top: 22, gap: 30, lane: 16 };
const inner = size.width - size.left - size.right;

/** The next of 1, 2, 5, 10, … */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return power * ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10);
}

/** The line that a chart stands on. */
function Base({ y }: { readonly y: number }) {
  return <line class="base" x1={size.left} x2={size.width - size.right} y1={y} y2={y} />;
}

function Drawn({ storm, nodes }: { readonly storm: StormPicture; readonly nodes: readonly string[] }) {
  const { seconds, faults, leaders, length } = storm;
  const count = Math.max(length / 1000, seconds.length, 10);
  const x = (time: number): number => size.left + (Math.min(time / 1000, count) / count) * inner;
  const most = roundUp(Math.max(...seconds.map(({ done, unknown }) => done + unknown), 10));
  const high = (value: number): number => (value / most) * size.chart;
  const slow = roundUp(Math.max(...seconds.map(({ slowest }) => slowest), 100));
  const second = size.top + size.chart + size.gap;
  const lanes = second + size.chart / 2 + size.gap;
  const height = lanes + nodes.length * size.lane + 18;
  const width = inner / count;
  const end = seconds.length * 1000;
  const step = roundUp(count / 8);
  const ticks = Array.from({ length: Math.floor(count / step) + 1 }, (_, index) => index * step);
  const words = t('page.storm.picture');
  return (
    <svg class="storm" viewBox={`0 0 ${size.width} ${height}`} role="img" aria-label={words}>
      <title>{words}</title>
      {faults.map(({ from, to, kind }, index) => (
        <rect
          key={`${from} ${index}`}
          class={`shade ${kind}`}
          x={x(from)}
          y={size.top}
          width={Math.max(1, x(to) - x(from))}
          height={lanes - size.top - 18}
        />
      ))}
      <text class="title" x={size.left} y={size.top - 8}>
        {t('page.storm.operations')}
      </text>
      <text x={size.left - 6} y={size.top + 9} text-anchor="end">
        {most}
      </text>
      <Base y={size.top + size.chart} />
      {seconds.map(({ done, unknown }, index) => {
        const left = size.left + index * width;
        const base = size.top + size.chart - high(done);
        return (
          <g key={left}>
            <rect class="done" x={left} y={base} width={Math.max(0.5, width - 1)} height={high(done)} />
            <rect
              class="unknown"
              x={left}
              y={base - high(unknown)}
              width={Math.max(0.5, width - 1)}
              height={high(unknown)}
            />
          </g>
        );
      })}
      <text class="title" x={size.left} y={second - 8}>
        {t('page.storm.slowest')}
      </text>
      <text x={size.left - 6} y={second + 9} text-anchor="end">
        {slow}
      </text>
      <Base y={second + size.chart / 2} />
      <polyline
        class="slowest"
        points={seconds
          .map(
            ({ slowest }, index) =>
              `${size.left + (index + 0.5) * width},${second + (size.chart / 2) * (1 - slowest / slow)}`,
          )
          .join(' ')}
      />
      <text class="title" x={size.left} y={lanes - 8}>
        {t('page.storm.leaders')} · {t('page.storm.faults')}
      </text>
      {nodes.map((node, index) => {
        const y = lanes + index * size.lane;
        return (
          <g key={node}>
            <text x={size.left - 6} y={y + 12} text-anchor="end">
              {node.slice(-7)}
            </text>
            <line class="base" x1={size.left} x2={size.width - size.right} y1={y + 8} y2={y + 8} />
            {leaders.map(({ at, node: leader }, place) => {
              if (leader !== node) return null;
              const to = leaders[place + 1]?.at ?? end;
              return (
                <rect
                  key={at}
                  class="led"
                  x={x(at)}
                  y={y + 6}
                  width={Math.max(0, x(to) - x(at))}
                  height="4"
                />
              );
            })}
            {faults
              .filter(({ nodes: hit }) => hit.includes(node))
              .map(({ from, to, kind }) => (
                <rect
                  key={from}
                  class={`hit ${kind}`}
                  x={x(from)}
                  y={y + 2}
                  width={Math.max(1, x(to) - x(from))}
                  height="12"
                  rx="2"
                >
                  <title>{`${kind} ${node}`}</title>
                </rect>
              ))}
          </g>
        );
      })}
      {ticks.map((at) => (
        <text key={at} x={x(at * 1000)} y={height - 4} text-anchor="middle">
          {at} s
        </text>
      ))}
    </svg>
  );
}

/** What the colours of the picture mean. */
function Legend() {
  const meant: readonly (readonly [string, string])[] = [
    ['done', t('page.storm.done')],
    ['unknown', t('page.storm.unknown')],
    ['led', t('page.storm.leaders')],
    ...(['kill', 'pause', 'cut'] as const).map((kind) => [kind, t(`page.fault.${kind}`)] as const),
  ];
  return (
    <p class="legend">
      {meant.map(([kind, words]) => (
        <span key={kind} class={kind}>
          {words}
        </span>
      ))}
    </p>
  );
}

interface Props {
  readonly storm: StormPicture | undefined;
  readonly nodes: readonly string[];
  readonly mayChange: boolean;
  say(message: ClientMessage): void;
}

const marks = { holds: '✔', broken: '✖', 'not judged': '?' } as const;

export function Storm({ storm, nodes, mayChange, say }: Props) {
  const [seconds, setSeconds] = useState(30);
  const over = storm?.verdict !== undefined || storm?.failed !== undefined;
  const running = storm !== undefined && !over;
  const late = running && storm.seconds.length * 1000 > storm.length;
  return (
    <div class="scroll">
      <p class="quiet">{t('page.storm.about')}</p>
      {mayChange && (
        <div class="row">
          {running ? (
            <button type="button" class="fault" data-do="calm" onClick={() => say({ type: 'calm' })}>
              {t('page.storm.end')}
            </button>
          ) : (
            <>
              <label>
                {t('page.storm.seconds')}{' '}
                <input
                  type="number"
                  min="5"
                  max="3600"
                  data-storm-seconds
                  value={seconds}
                  onInput={(event) => setSeconds(Number(event.currentTarget.value))}
                />
              </label>
              <button
                type="button"
                class="primary"
                data-do="storm"
                onClick={() =>
                  say({ type: 'storm', seconds: Math.min(3600, Math.max(5, Math.round(seconds))) })
                }
              >
                {t('page.storm.begin')}
              </button>
            </>
          )}
          {running && (
            <span class="quiet" role="status">
              {t(late ? 'page.storm.judging' : 'page.storm.running', { seed: storm.seed })}
            </span>
          )}
        </div>
      )}
      {storm?.failed !== undefined && (
        <p class="problem" role="alert">
          {storm.failed}
        </p>
      )}
      {storm?.verdict && (
        <div
          class={storm.verdict.holds ? 'verdict good' : 'verdict bad'}
          role="status"
          data-verdict={storm.verdict.holds}
        >
          <strong>{storm.verdict.holds ? t('page.storm.holds') : t('page.storm.broken')}</strong>
          <p>{storm.verdict.told}</p>
          <ul>
            {storm.verdict.checks.map(({ title, outcome, evidence }) => (
              <li key={title}>
                {marks[outcome]} {title}
                {evidence.map((each) => (
                  <p key={each}>{each}</p>
                ))}
              </li>
            ))}
          </ul>
          <p class="quiet">{t('page.storm.file', { file: storm.verdict.file })}</p>
        </div>
      )}
      {storm && (running || storm.seconds.length > 0) && (
        <>
          <Legend />
          <Drawn storm={storm} nodes={nodes} />
        </>
      )}
    </div>
  );
}
