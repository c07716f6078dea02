import { say, textOf } from '../../messages/index.js';
import type { History } from '../history.js';
import type { Check, Verdict } from '../judge/index.js';
import { drawStorm } from './svg.js';

/** Pieces of evidence of one check that a page has; the history has them all. */
const evidenceAtMost = 200;

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/** An element with text in it. */
const tag = (name: string, text: string, more = ''): string => `<${name}${more}>${escaped(text)}</${name}>`;

const marks = { holds: '✔', broken: '✖', 'not judged': '?' } as const;

function checkHtml({ name, outcome, looked, evidence }: Check): string {
  const aside = outcome === 'not judged' ? say('storm.not-judged') : say('storm.looked', { count: looked });
  const head = `<li class="${outcome.replace(' ', '-')}">${marks[outcome]} ${tag('b', say(`storm.check.${name}`))} ${tag('small', aside)}`;
  if (evidence.length === 0) return `${head}</li>`;
  const told = evidence.slice(0, evidenceAtMost).map((each) => tag('li', textOf(each.told)));
  const more = evidence.length - told.length;
  const rest = more > 0 ? [tag('li', say('storm.more', { count: more }))] : [];
  return [head, '<ul>', ...told, ...rest, '</ul></li>'].join('\n');
}

/** A page that needs nothing but itself: the verdict, its evidence, the picture, and every fault. */
export function stormPage(history: History, verdict: Verdict): string {
  const { head, faults } = history;
  const { checks, counts, afterSync, holds } = verdict;
  const broken = checks.some(({ outcome }) => outcome === 'broken');
  const ending = say(holds ? 'storm.holds' : broken ? 'storm.broken' : 'storm.incomplete');
  const seconds = (time: number): string => (time / 1000).toFixed(2);
  const rows = faults.map(({ id, kind, nodes, from, to, trouble = '' }) => {
    const cells = [String(id), kind, nodes.join(', '), seconds(from), seconds(to), trouble];
    return `<tr>${cells.map((cell) => tag('td', cell)).join('')}</tr>`;
  });
  const titles = [
    '',
    ...(['fault', 'nodes', 'from', 'to', 'trouble'] as const).map((name) => say(`storm.page.${name}`)),
  ];
  const about = `ZooKeeper ${head.zookeeper}, ${head.provider}, ${head.nodes.join(', ')}, ${head.began}`;
  return `${[
    '<!doctype html>',
    '<html>',
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width">',
    tag('title', `${say('storm.picture.title')} ${head.seed}`),
    '<style>body{font:15px/1.5 system-ui,sans-serif;max-width:960px;margin:2em auto;padding:0 1em;color-scheme:light dark}',
    'svg{width:100%;height:auto}.holds::marker,ul{list-style:none}.broken{color:#d1242f}small{opacity:.7}',
    'table{border-collapse:collapse}td,th{padding:.1em .8em .1em 0;text-align:left}</style>',
    tag('h1', ending, holds ? '' : ' class="broken"'),
    tag('p', say('storm.counts', { seed: head.seed, ...counts })),
    tag('p', about),
    drawStorm(history),
    '<ul>',
    ...checks.map(checkHtml),
    '</ul>',
    tag('p', say('storm.after-sync', { reads: afterSync.reads, missed: afterSync.missed.length })),
    `<table><tr>${titles.map((title) => tag('th', title)).join('')}</tr>`,
    ...rows,
    '</table>',
    '</html>',
  ].join('\n')}\n`;
}
