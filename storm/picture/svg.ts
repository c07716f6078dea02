import { say } from '../../messages/index.js';
import type { History } from '../history.js';
import { type Series, type Stretch, seriesOf } from './series.js';

/** Pixels. */
const size = { width: 960, left: 76, right: 16, top: 28, chart: 130, gap: 34, lane: 22 };
const inner = size.width - size.left - size.right;
const stretches = 240;
/** Ticks along the time, about. */
const ticksAtMost = 10;
const colours = { kill: '#d1242f', pause: '#0969da', cut: '#9a6700' } as const;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
const n = (value: number): string => String(Math.round(value * 10) / 10);

/** The next of 1, 2, 5, 10, … */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-3)));
  return power * ([1, 2, 5, 10].find((step) => step * power >= value) ?? 10);
}

const text = (x: number, y: number, said: string, more = ''): string =>
  `<text x="${n(x)}" y="${n(y)}" ${more}>${escaped(said)}</text>`;

/** A line through the stretches; where nothing was done it is broken. */
function line(
  stretchesOf: readonly Stretch[],
  value: (stretch: Stretch) => number,
  y: (value: number) => number,
) {
  let pen = 'M';
  return stretchesOf
    .map((stretch, index) => {
      if (value(stretch) === 0) {
        pen = 'M';
        return '';
      }
      const point = `${pen}${n(size.left + ((index + 0.5) / stretchesOf.length) * inner)} ${n(y(value(stretch)))}`;
      pen = 'L';
      return point;
    })
    .join('');
}

/** Operations per second as columns: those that were done, and on top of them those of which nobody knows. */
function throughput({ stretches: parts }: Series, top: number): string[] {
  const most = roundUp(Math.max(...parts.map(({ done, unknown }) => done + unknown), 1));
  const high = (value: number): number => (value / most) * size.chart;
  const width = inner / parts.length;
  const columns = parts.flatMap(({ done, unknown }, index) => {
    const x = n(size.left + index * width);
    const base = top + size.chart - high(done);
    const column = (y: number, height: number, kind: string): string =>
      height === 0
        ? ''
        : `<rect class="${kind}" x="${x}" y="${n(y)}" width="${n(width)}" height="${n(height)}"/>`;
    return [column(base, high(done), 'done'), column(base - high(unknown), high(unknown), 'unknown')];
  });
  return [
    text(size.left, top - 8, say('storm.picture.throughput'), 'class="title"'),
    text(size.left - 8, top + 10, n(most), 'text-anchor="end"'),
    text(size.left - 8, top + size.chart, '0', 'text-anchor="end"'),
    ...columns.filter(Boolean),
  ];
}

/** How long it took, on a logarithmic scale: the median, and what one in a hundred exceeded. */
function latency({ stretches: parts }: Series, top: number): string[] {
  const most = Math.log10(roundUp(Math.max(...parts.map(({ slow }) => slow), 10)));
  const y = (value: number): number =>
    top + size.chart - (Math.max(0, Math.log10(value)) / most) * size.chart;
  const marks = Array.from({ length: Math.floor(most) + 1 }, (_, power) => 10 ** power);
  return [
    text(size.left, top - 8, say('storm.picture.latency'), 'class="title"'),
    ...marks.map((mark) => text(size.left - 8, y(mark) + 4, `${mark} ms`, 'text-anchor="end"')),
    `<path class="slow" d="${line(parts, ({ slow }) => slow, y)}"/>`,
    `<path class="median" d="${line(parts, ({ median }) => median, y)}"/>`,
  ];
}

/** The storm that a history tells of, as SVG: for pages light and dark, in the language of now. */
export function drawStorm(history: History): string {
  const series = seriesOf(history, stretches);
  const { length, led, faults, nodes } = series;
  const x = (time: number): number => size.left + (Math.min(time, length) / length) * inner;
  const second = size.top + size.chart + size.gap;
  const lanes = second + size.chart + size.gap;
  const bottom = lanes + nodes.length * size.lane;
  const span = (from: number, to: number): string =>
    `x="${n(x(from))}" width="${n(Math.max(1, x(to) - x(from)))}"`;
  const laneOf = (node: string): number => lanes + nodes.indexOf(node) * size.lane;

  const bands = faults.map(({ kind, from, to }) => {
    return `<rect ${span(from, to)} y="${size.top}" height="${lanes - size.top - 8}" fill="${colours[kind]}" opacity=".1"/>`;
  });
  const leading = led.map(({ node, from, to }) => {
    const title = escaped(say('storm.picture.led', { node }));
    return `<rect class="led" ${span(from, to)} y="${laneOf(node) + 8}" height="6"><title>${title}</title></rect>`;
  });
  const hits = faults.flatMap(({ id, kind, nodes: hit, from, to }) =>
    hit.map((node) => {
      const title = `${id}: ${kind} ${node}, ${n(from / 1000)}–${n(to / 1000)} s`;
      return `<rect ${span(from, to)} y="${laneOf(node) + 3}" height="16" fill="${colours[kind]}" opacity=".75"><title>${escaped(title)}</title></rect>`;
    }),
  );
  const step = roundUp(length / 1000 / ticksAtMost);
  const ticks = Array.from({ length: Math.floor(length / 1000 / step) + 1 }, (_, index) => index * step);
  const axis = ticks.map((seconds) =>
    text(x(seconds * 1000), bottom + 16, `${n(seconds)} s`, 'text-anchor="middle"'),
  );
  const kinds = Object.entries(colours).filter(([kind]) => faults.some((fault) => fault.kind === kind));
  const legend = kinds.map(([kind, colour], index) => {
    const left = size.width - size.right - (kinds.length - index) * 76;
    return `<rect x="${left}" y="${lanes - 17}" width="10" height="10" fill="${colour}"/>${text(left + 15, lanes - 8, kind)}`;
  });
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${bottom + 28}" width="${size.width}" height="${bottom + 28}" role="img" aria-label="${escaped(say('storm.picture.title'))}">`,
    '<style>text{font:12px system-ui,sans-serif;fill:#59636e}.title{font-weight:600;fill:#1f2328}.done{fill:#1a7f37}.unknown{fill:#d1242f}.median,.slow{fill:none;stroke:#0969da;stroke-width:1.6}.slow{stroke:#8250df;opacity:.7}.led{fill:#1f2328}.lane{stroke:#d1d9e0}',
    '@media(prefers-color-scheme:dark){text{fill:#9198a1}.title{fill:#f0f6fc}.done{fill:#3fb950}.led{fill:#f0f6fc}.lane{stroke:#3d444d}}</style>',
    ...bands,
    ...throughput(series, size.top),
    ...latency(series, second),
    text(size.left, lanes - 8, say('storm.picture.nodes'), 'class="title"'),
    ...nodes.flatMap((node) => [
      text(size.left - 8, laneOf(node) + 15, node, 'text-anchor="end"'),
      `<path class="lane" d="M${size.left} ${laneOf(node) + 11}h${inner}"/>`,
    ]),
    ...leading,
    ...hits,
    ...legend,
    ...axis,
    '</svg>',
  ].join('\n')}\n`;
}
