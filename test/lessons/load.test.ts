import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadLesson } from '../../lessons/load.js';
import { readProbes } from '../../lessons/probes.js';
import { LabError } from '../../messages/errors.js';
import { useLanguage } from '../../messages/index.js';
import { labsPath } from '../../system/package-files.js';

/** A lab as small as it can be. */
const small = {
  'lab.yaml': `title: { en: A lab }
teaches:
  - en: Something
minutes: 5
languages: [en]
start: cluster
`,
  'steps/01-first/step.yaml': `stage: os
title: { en: it runs }
explanation: { en: Why. }
state: running
remedy:
  - where: host
    command: zk-lab up {{name}}
hint: { en: Think. }
`,
  'steps/01-first/guide.en.md': 'Start {{first}}.',
  'steps/02-second/step.yaml': `stage: zookeeper
title: { en: its number is right }
explanation: { en: Why. }
needs: [first]
probe: my_id {{myid}} {{id}}
remedy:
  - detail: gone
    command: mkdir -p {{dataFolders}}
  - command: vi {{myid}}
hint: { en: Think. }
`,
  'steps/02-second/guide.en.md': 'Type it.\n\n```sh {{first}}\necho {{id}} > {{myid}}\n```',
  'intro.en.md': 'Hello.',
  'end.en.md': 'Good bye.',
};
type Files = Record<string, string>;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'zk-lab-labs-'));
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await useLanguage('en');
});

/** Writes a lab and reads it. */
function load(files: Files) {
  const lab = join(folder, 'mine');
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(lab, name)), { recursive: true });
    writeFileSync(join(lab, name), text);
  }
  return loadLesson(lab, readProbes());
}

/** What is said of a lab that is not right; folders are told from the lab's on. */
function complaint(files: Files): string {
  try {
    load(files);
  } catch (error) {
    if (error instanceof LabError)
      return error.message.replaceAll(`${folder}/mine/`, '').replace(`${folder}/mine: `, '');
    throw error;
  }
  return 'nothing';
}

const second = 'steps/02-second/step.yaml';
/** The small lab with one thing in a file written differently. */
const changed = (file: keyof typeof small, from: string, to: string): Files => {
  expect(small[file]).toContain(from);
  return { ...small, [file]: small[file].replace(from, to) };
};

test('a lab is read in the order of its folders, with what is usual where nothing is said', () => {
  expect(load(small)).toEqual({
    name: 'mine',
    title: { en: 'A lab' },
    teaches: [{ en: 'Something' }],
    minutes: 5,
    languages: ['en'],
    start: 'cluster',
    spec: {},
    atLeast: { nodes: 3, observers: 0 },
    hints: true,
    together: false,
    intro: { en: 'Hello.' },
    end: { en: 'Good bye.' },
    probes: '',
    setups: [],
    solutions: [],
    steps: [
      {
        ...{ id: 'first', stage: 'os', title: { en: 'it runs' }, explanation: { en: 'Why.' } },
        ...{ when: [], needs: [], needsEverywhere: [], where: 'each' },
        remedy: [{ when: [], where: 'host', command: 'zk-lab up {{name}}' }],
        ...{ hint: { en: 'Think.' }, page: { en: 'Start {{first}}.' } },
      },
      {
        ...{ id: 'second', stage: 'zookeeper', title: { en: 'its number is right' } },
        ...{ explanation: { en: 'Why.' }, when: [], needs: ['first'], needsEverywhere: [], where: 'each' },
        probe: 'my_id {{myid}} {{id}}',
        remedy: [
          { when: [], detail: 'gone', where: 'node', command: 'mkdir -p {{dataFolders}}' },
          { when: [], where: 'node', command: 'vi {{myid}}' },
        ],
        hint: { en: 'Think.' },
        page: { en: small['steps/02-second/guide.en.md'] },
      },
    ],
  });
});

test('line ends do not matter, nor does where the folder is', () => {
  const here = loadLesson(labsPath('zookeeper-cluster'), readProbes());
  const there = join(folder, 'zookeeper-cluster');
  cpSync(labsPath('zookeeper-cluster'), there, { recursive: true });
  const file = join(there, 'steps/07-java/step.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll('\n', '\r\n'));
  expect(loadLesson(there, readProbes())).toEqual(here);
  // The build keeps it so.
  expect(JSON.parse(JSON.stringify(here))).toEqual(here);
});

describe('what is wrong is told with its file, its line and its field', () => {
  test.each<[what: string, files: Files, told: string]>([
    ['YAML', changed(second, 'stage: zookeeper', 'stage: [zookeeper'), `${second}:2: not valid YAML: `],
    [
      'a field that there is not',
      changed(second, 'needs: [first]', 'need: [first]'),
      `${second}:4 need: no such field; did you mean needs?`,
    ],
    [
      'one inside a list',
      changed(second, '- detail: gone', '- details: gone'),
      `${second}:7 remedy.details: no such field; did you mean detail?`,
    ],
    ['a field too few', changed(second, 'hint: { en: Think. }\n', ''), `${second}:1 hint: is missing`],
    [
      'a value that there is not',
      changed(second, 'stage: zookeeper', 'stage: hdfs'),
      `${second}:1 stage: "hdfs" is not one of os, ssh, jdk, zookeeper, cluster`,
    ],
    [
      'a text where a list belongs',
      changed(second, 'needs: [first]', 'needs: first'),
      `${second}:4 needs: a list has to stand here, each of its members on a line that starts with "-"`,
    ],
    [
      'a number where a text belongs',
      changed(second, 'probe: my_id {{myid}} {{id}}', 'probe: 1'),
      `${second}:5 probe: a text has to stand here; put it in quotes if it looks like something else`,
    ],
    [
      'a file that is empty',
      { ...small, [second]: '' },
      `${second}:1: fields have to stand here, each as "NAME: VALUE" on a line of its own`,
    ],
    [
      'a setting of the lab’s',
      { ...small, 'lab.yaml': `${small['lab.yaml']}spec:\n  nodes: 0\n` },
      'lab.yaml:8 spec.nodes: 0 cannot stand here',
    ],
    [
      'a ZooKeeper that there is not, beside the first',
      { ...small, 'lab.yaml': `${small['lab.yaml']}otherZookeeper: '3.99'\n` },
      'lab.yaml:7 otherZookeeper: no ZooKeeper 3.99 is known; did you mean 3.9?',
    ],
    [
      'one among those that it is right for',
      { ...small, 'lab.yaml': `${small['lab.yaml']}onlyZookeeper: ['3.4', '3.4.99']\n` },
      'lab.yaml:7 onlyZookeeper: no ZooKeeper 3.4.99 is known; did you mean 3.4.9?',
    ],
    [
      'a stage that is told twice',
      { ...small, 'lab.yaml': `${small['lab.yaml']}spec: { until: os }\n` },
      'lab.yaml:7 spec.until: no such field.',
    ],
    ['minutes', changed('lab.yaml', 'minutes: 5', 'minutes: 0.5'), 'lab.yaml:4 minutes: '],
    ['no languages', changed('lab.yaml', '[en]', '[]'), 'lab.yaml:5 languages: is empty'],
    [
      'a language that is missing',
      changed('lab.yaml', '[en]', '[en, zh-CN]'),
      'lab.yaml:1 title.zh-CN: there is no text in zh-CN, which lab.yaml names among its languages',
    ],
    [
      'a language that is not the lab’s',
      changed(second, '{ en: Why. }', '{ en: Why., fr: Pourquoi. }'),
      `${second}:3 explanation.fr: lab.yaml does not name this language; it names en`,
    ],
    [
      'a placeholder',
      changed(second, 'vi {{myid}}', 'vi {{myId}}'),
      `${second}:9 remedy.command: there is no {{myId}} here; did you mean {{myid}}?`,
    ],
    [
      'one that only remedies have',
      changed(second, '{{id}}', '{{detail}}'),
      `${second}:5 probe: there is no {{detail}} here`,
    ],
    [
      'one of a node’s in a title',
      changed(second, 'its number is right', '"{{#nodes}}{{name}}{{/nodes}} {{name}}"'),
      `${second}:2 title.en: there is no {{name}} here`,
    ],
    [
      'what would not be quoted',
      changed(second, 'vi {{myid}}', 'vi {{{myid}}}'),
      `${second}:9 remedy.command: {{& cannot be used here`,
    ],
    [
      'braces that are not closed',
      changed(second, 'vi {{myid}}', 'vi {{myid'),
      `${second}:9 remedy.command: what stands between braces is not complete: `,
    ],
    [
      'a probe',
      changed(second, 'probe: my_id', 'probe: myid'),
      `${second}:5 probe: zk-lab has no probe myid; did you mean my_id?`,
    ],
    [
      'a probe of two lines',
      changed(second, 'probe: my_id {{myid}} {{id}}', 'probe: |\n  my_id 1 2\n  reboot'),
      `${second}:5 probe: a probe is one line`,
    ],
    [
      'both a probe and a state',
      changed(second, 'needs: [first]', 'state: running'),
      `${second}:4 state: a step has probe or znodes, or both, or one of answer and "state: running"`,
    ],
    ['neither', changed(second, 'probe:', '# '), `${second}:1 state: a step has probe`],
    [
      'nothing that helps',
      changed(second, /remedy:[\s\S]*(?=hint)/.exec(small[second])?.[0] ?? '', ''),
      `${second}:1 remedy: is missing`,
    ],
    [
      'a page',
      { ...small, 'steps/02-second/guide.en.md': 'Type {{myId}}.' },
      'steps/02-second/guide.en.md:1: there is no {{myId}} here; did you mean {{myid}}?',
    ],
    [
      'an answer that cannot be right',
      changed(second, 'probe: my_id {{myid}} {{id}}', 'answer: { question: { en: Who? }, accept: ["("] }'),
      `${second}:5 answer.accept: "(" is no regular expression: Unterminated group`,
    ],
    [
      'no answer',
      changed(second, 'probe: my_id {{myid}} {{id}}', 'answer: { question: { en: Who? } }'),
      `${second}:5 answer.accept: is missing`,
    ],
    [
      'a step that comes later',
      changed(second, '[first]', '[first, second]'),
      `${second}:4 needs: second is none of the steps before this one: first`,
    ],
    [
      'stages out of order',
      changed('steps/01-first/step.yaml', 'stage: os', 'stage: cluster'),
      `${second}:1 stage: zookeeper comes before cluster, the stage of the step before`,
    ],
    [
      'a case for which nothing helps',
      changed(second, '  - command: vi {{myid}}\n', ''),
      `${second}:7 remedy: the last remedy is for all that is left`,
    ],
    [
      'a folder’s name',
      { ...small, 'steps/third/step.yaml': '' },
      'steps/third: the folder of a step is called NN-ID',
    ],
    [
      'a step that there is already',
      { ...small, 'steps/03-first/step.yaml': small[second] },
      'steps/03-first: there is another step first before this one',
    ],
    [
      'a folder without a file',
      { ...small, 'steps/03-third/other': '' },
      'steps/03-third/step.yaml is missing',
    ],
    [
      'a node that a small lab has not',
      { ...small, 'end.en.md': 'Ask\n{{#severalNodes}}{{second}}{{/severalNodes}} or {{fourth}}.' },
      'end.en.md:2: {{fourth}} is empty where a lab has no more than 3, ',
    ],
    [
      'one that is too few by lab.yaml’s own word',
      {
        ...small,
        'lab.yaml': `${small['lab.yaml']}atLeast: { nodes: 1 }\n`,
        'end.en.md': '{{#severalNodes}}{{second}}{{/severalNodes}} {{otherNames}}',
      },
      'end.en.md:1: {{otherNames}} is empty where a lab has no more than 1, ',
    ],
    ['no steps', { 'lab.yaml': small['lab.yaml'], 'steps/notes.txt': '' }, 'there are no steps'],
  ])('%s', (_what, files, told) => {
    expect(complaint(files).slice(0, told.length)).toBe(told);
  });

  test('in Chinese too', async () => {
    await useLanguage('zh');
    expect(complaint(changed(second, 'needs: [first]', 'need: [first]'))).toBe(
      `${second}:4 need：没有这个字段；是否想用 needs？`,
    );
  });

  test('and no such folder is told by its name', () => {
    expect(() => loadLesson(join(folder, 'none'), '')).toThrow(`${folder}/none/lab.yaml is missing`);
  });
});
