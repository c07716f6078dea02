import { describe, expect, test } from 'vitest';
import { labTemplateFaults } from '../../scripts/build/lab-templates.js';
import { templateFaults } from '../../scripts/build/template-faults.js';

const faults = (text: string, ...views: object[]) =>
  templateFaults(views.map((view) => ({ template: 'a.mustache', text, view })));

test('the templates of a lab and its view fit each other', () => {
  expect(labTemplateFaults()).toEqual([]);
});

describe('told by template, line and tag', () => {
  test('a tag that the view lacks', () => {
    expect(faults('first\n{{name}} {{nmae}}\n', { name: 'x' })).toEqual([
      'a.mustache:2: {{nmae}} is not in the view',
    ]);
  });

  test('a tag inside a section, of which one member lacks the name', () => {
    expect(
      faults('{{#nodes}}\n{{id}}{{port}}\n{{/nodes}}', { nodes: [{ id: 1, port: 1 }, { id: 2 }] }),
    ).toEqual(['a.mustache:2: {{port}} is not always in the view']);
  });

  test('a name that is found inside here and outside there', () => {
    const view = { version: '3.4', box: { name: 'a', version: '1' } };
    const text = '{{version}}{{#box}}\n{{name}} {{version}}{{/box}}';
    expect(faults(text, view, { ...view, box: { name: 'a' } })).toEqual([
      'a.mustache:2: {{version}} stands for different things: box.version, version',
    ]);
  });

  test('a part that no example reaches', () => {
    expect(faults('{{^ready}}\n{{why}}{{/ready}}', { ready: true, why: 'x' })).toEqual([
      'a.mustache:2: {{why}} is in no example: a section around it is always empty',
      "the view's why is used by no template",
    ]);
  });

  test('a name that no template uses', () => {
    expect(faults('{{#nodes}}{{id}}{{/nodes}}', { nodes: [{ id: 1, ip: 'x' }], spare: 1 })).toEqual([
      "the view's nodes.ip is used by no template",
      "the view's spare is used by no template",
    ]);
  });
});

test('what Mustache takes is taken: lists of words, empty lists, names of names', () => {
  expect(
    faults('{{#words}}{{.}}{{/words}}{{^words}}none{{/words}}{{#list.length}}{{name}}{{/list.length}}', {
      words: ['a', 'b'],
      list: [1],
      name: 'x',
    }),
  ).toEqual([]);
});
