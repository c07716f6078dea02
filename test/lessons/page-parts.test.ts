import { describe, expect, test } from 'vitest';
import { solutionOf, stepText } from '../../lessons/guide.js';
import type { Step } from '../../lessons/lesson.js';
import { labOf, lessonNodesOf, processesOf } from './lesson-nodes.js';

/** A step with nothing to it but its page. */
const stepWith = (page: string, more: Partial<Step> = {}): Step => ({
  ...{
    id: 'one',
    title: { en: 'it is done', fr: 'fini' },
    explanation: { en: 'Why.' },
    hint: { en: 'Think.' },
  },
  ...{ when: [], needs: [], needsEverywhere: [], where: 'each', remedy: [], page: { en: page, fr: page } },
  ...more,
});
const reader = (nodes = lessonNodesOf(), language = 'en') => {
  return { language, nodes, login: { before: 'enter ', after: ' now' } };
};

const fence = (place: string, ...lines: string[]): string =>
  ['```sh '.concat(place).trim(), ...lines, '```'].join('\n');

describe('what is typed on a page', () => {
  test('is what stands in fences with a place, in its order', () => {
    const page = [
      'Why.',
      fence('{{first}}', 'cd /opt', 'ls'),
      fence('', 'an example'),
      '```text\nseen\n```',
      fence('each', 'true'),
      fence('host', 'zk-lab status'),
    ].join('\n\n');
    expect(solutionOf(stepWith(page), reader())).toEqual([
      { place: 'node1', commands: 'cd /opt\nls' },
      { place: 'each', commands: 'true' },
      { place: 'host', commands: 'zk-lab status' },
    ]);
  });

  test('is quoted for bash, and what is read is not', () => {
    const page = `In {{zookeeperHome}}:\n\n${fence('{{first}}', 'ls {{zookeeperHome}}')}`;
    const nodes = processesOf(labOf(), "/home/me/my lab's");
    const [typed] = solutionOf(stepWith(page), reader(nodes));
    expect(typed?.commands).toBe("ls '/home/me/my lab'\\''s/local/zookeeper'");
    expect(stepText(stepWith(page), 1, reader(nodes))).toContain("In /home/me/my lab's/local/zookeeper:");
  });

  test('may be written once for each node', () => {
    const page = `{{#nodes}}\n${fence('{{name}}', 'echo {{id}} > {{myid}}')}\n{{/nodes}}`;
    expect(solutionOf(stepWith(page), reader()).map(({ place, commands }) => [place, commands])).toEqual(
      [1, 2, 3].map((id) => [`node${id}`, `echo ${id} > /opt/zookeeper/data/myid`]),
    );
  });
});

describe('a page that is read', () => {
  test('says where one types, once for each change of place, and how one gets there', () => {
    const page = [fence('{{first}}', 'a'), 'Then:', fence('{{first}}', 'b'), fence('each', 'c')].join('\n\n');
    expect(stepText(stepWith(page), 4, reader())).toBe(
      [
        '## 4. it is done',
        'On **node1**, as root (`enter node1 now`):',
        '```sh\na\n```',
        'Then:',
        '```sh\nb\n```',
        'On every node, as root (`enter NODE now`):',
        '```sh\nc\n```',
      ].join('\n\n'),
    );
  });

  test('says nothing of root where nodes are processes of the user’s', () => {
    const page = [fence('{{first}}', 'a'), fence('leader', 'b')].join('\n\n');
    const text = stepText(stepWith(page), 1, reader(processesOf()));
    expect(text).toContain('On **node1** (`enter node1 now`):');
    expect(text).toContain('On the node whose server leads now (`enter NODE now`):');
  });

  test('of a step that the lab has done says so', () => {
    expect(stepText(stepWith('Page.', { stage: 'jdk' }), 1, reader())).toContain('*Done already: ');
    const bare = lessonNodesOf(labOf({ until: 'os' }));
    expect(stepText(stepWith('Page.', { stage: 'jdk' }), 1, reader(bare))).not.toContain('Done already');
  });

  test('ends with the question, where there is one', () => {
    const answer = { question: { en: 'Which of {{#nodes}}{{name}} {{/nodes}}leads?' }, accept: ['node1'] };
    expect(stepText(stepWith('Look.', { answer }), 1, reader())).toMatch(
      /\n\n\*\*Which of node1 node2 node3 leads\?\*\* .*`zk-lab answer one …`/,
    );
  });

  test('is in English around a text whose language zk-lab does not speak', () => {
    const text = stepText(stepWith(fence('each', 'true')), 1, reader(lessonNodesOf(), 'fr'));
    expect(text).toContain('## 1. fini');
    expect(text).toContain('On every node, as root (`enter NODE now`):');
  });
});
