import fc from 'fast-check';
import { expect, test } from 'vitest';
import { observationsIn } from '../../lessons/observations.js';

const word = fc.stringMatching(/^[a-z0-9./: =节点-]{0,20}$/u).map((text) => text.trim());
const observation = fc.record({ done: fc.boolean(), detail: word, seen: word, wanted: word });
const observations = fc.dictionary(fc.stringMatching(/^[a-z][a-z-]{0,10}$/), observation);
const line = (id: string, { done, detail, seen, wanted }: Record<string, unknown>): string =>
  ['zk-lab-check', id, done ? 'yes' : 'no', detail, seen, wanted].join('\t');
const printed = (given: Record<string, object>): string =>
  Object.entries(given)
    .map(([id, each]) => `${line(id, each as Record<string, unknown>)}\n`)
    .join('');

test('what a node has seen is read back, whatever else it prints', () => {
  const noise = fc.constantFrom('', 'Welcome to CentOS\n', 'zk-lab-check\n', '\t\t\t\n', 'Last login: …\r\n');
  fc.assert(
    fc.property(observations, noise, noise, (given, before, after) => {
      expect(Object.fromEntries(observationsIn(before + printed(given) + after))).toEqual({ ...given });
    }),
  );
});

test('a side that is told comes with the answer behind it', () => {
  const told = (id: string, ...words: string[]) => `zk-lab-told\t${id}\t${words.join('\t')}\n`;
  const answer = line('it', { done: true, detail: '', seen: '', wanted: '' });
  const read = observationsIn(
    `${told('it', 'login', 'node1', '')}${told('it', 'home', '/root\x07')}${answer}\n`,
  );
  expect(read.get('it')?.told).toEqual([
    ['login', 'node1', ''],
    ['home', '/root'],
  ]);
  expect(observationsIn(told('it', 'home', '/root')).size).toBe(0);
});

test('of output that breaks off, the whole lines count', () => {
  fc.assert(
    fc.property(observations, fc.nat(), (given, at) => {
      const whole = printed(given);
      const read = observationsIn(whole.slice(0, at % (whole.length + 1)));
      for (const [id, each] of read) expect(each).toEqual(given[id]);
    }),
  );
});

test('nothing of a node’s reaches the terminal but text', () => {
  const seen = '\x1b[31mred\x1b[0m\x07 \x1b]0;title\x07bell';
  const read = observationsIn(`${line('it', { done: false, detail: '', seen, wanted: '' })}\n`).get('it');
  expect(read?.seen).toMatch(/^[\w ]+$/);
});
