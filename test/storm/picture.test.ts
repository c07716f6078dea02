import { expect, test } from 'vitest';
import { judge } from '../../storm/judge/index.js';
import { stormPage } from '../../storm/picture/page.js';
import { seriesOf } from '../../storm/picture/series.js';
import { drawStorm } from '../../storm/picture/svg.js';
import { stormLines } from '../../storm/picture/terminal.js';
import { doctoredStorm, without } from './a-storm.js';

test('what was done, how long it took, who led and what was in force, along the time', () => {
  const { length, stretches, led, faults } = seriesOf(doctoredStorm(), 4);
  // 36 operations of 5 ms, one every 10 ms; one of them refused, one without an answer.
  expect(length).toBe(365);
  const all = stretches.reduce((sum, { done }) => sum + (done * length) / 4 / 1000, 0);
  expect(all).toBeCloseTo(34);
  expect(stretches.map(({ median }) => median)).toEqual([5, 5, 5, 5]);
  expect(stretches.map(({ unknown }) => unknown > 0)).toEqual([false, false, false, true]);
  expect(led).toEqual([{ node: 'node3', from: 0, to: 365 }]);
  expect(faults).toMatchObject([{ kind: 'kill', nodes: ['node3'] }]);
});

test('in a terminal of 80 columns', () => {
  const lines = stormLines(doctoredStorm(), 80);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(80);
  const lane = (node: string) => lines.find((line) => line.trimStart().startsWith(`${node} `)) ?? '';
  // node3 leads, is killed between 100 and 200 of 365 ms, and is said to lead again.
  expect(lane('node3')).toMatch(/^ *node3 ━{19,20}K{20,21}━+$/);
  expect(lane('node1')).toMatch(/^ *node1 ·+$/);
});

test('as SVG, and on a page with what was lost', () => {
  const svg = drawStorm(doctoredStorm());
  expect(svg).toContain('<title>1: kill node3, 0.1–0.2 s</title>');
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  const lost = doctoredStorm(without('w-3'));
  const page = stormPage(lost, judge(lost));
  expect(page).toContain('The verdict does not hold.');
  expect(page).toContain('/zk-lab-storm-1/created/0/w-3 was acknowledged (0x13) and is not there');
  expect(page).toContain(drawStorm(lost));
  expect(page).not.toMatch(/<script|href=|src=|https?:\/\/(?!www\.w3\.org)/);
});

test('a storm in which nothing happened has a picture, too', () => {
  const nothing = doctoredStorm((line) => (line.type === 'op' || line.type === 'leader' ? undefined : line));
  expect(drawStorm(nothing)).not.toMatch(/NaN|undefined|Infinity/);
  expect(stormLines(nothing, 80).length).toBeGreaterThan(8);
});
