import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Observation, observationsIn } from '../../lessons/observations.js';

const word = fc.stringMatching(/^[a-z0-9./: =节点-]{0,20}$/u).map((text) => text.trim());
/** Several lines; what is empty at the end is nothing. */
const lines = fc.array(word, { maxLength: 3 }).map((each) => each.join('\n').trimEnd());
const facts = fc.dictionary(
  fc.stringMatching(/^[a-z][A-Za-z]{0,8}$/),
  // Each is named once.
  fc.uniqueArray(word, { minLength: 1, maxLength: 2 }),
  {
    noNullPrototype: true,
  },
);
const observation = fc.record({ done: fc.boolean(), detail: word, seen: lines, wanted: lines, facts });
const observations = fc.dictionary(fc.stringMatching(/^[a-z][a-z-]{0,10}$/), observation);
const line = (id: string, { done, detail, seen, wanted, facts }: Observation): string => {
  const known = Object.entries(facts).flatMap(([name, values]) => values.map((value) => `${name}=${value}`));
  const fields = [detail, seen, wanted, known.join('\n')].map((field) => field.replaceAll('\n', '\x1e'));
  return ['zk-lab-check', id, done ? 'yes' : 'no', ...fields].join('\t');
};
const printed = (given: Record<string, Observation>): string =>
  Object.entries(given)
    .map(([id, each]) => `${line(id, each)}\n`)
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
  const answer = line('it', { done: true, detail: '', seen: '', wanted: '', facts: {} });
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
  const answer = { done: false, detail: '', seen, wanted: '', facts: { file: [seen] } };
  const read = observationsIn(`${line('it', answer)}\n`).get('it');
  expect(read?.seen).toMatch(/^[\w ]+$/);
  expect(read?.facts.file?.[0]).toMatch(/^[\w ]+$/);
});

test('what holds for several things is named once, so that a remedy says sudo once', () => {
  const said = 'zk-lab-check\tdirectories\tno\twriting\t\t\tlocked=/a\x1esudo=yes\x1elocked=/b\x1esudo=yes\n';
  expect(observationsIn(said).get('directories')?.facts).toEqual({ locked: ['/a', '/b'], sudo: ['yes'] });
});
