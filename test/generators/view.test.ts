import { expect, test } from 'vitest';
import { labFiles } from '../../generators/files.js';
import { templateTokens } from '../../generators/template-files.js';
import { viewOf } from '../../generators/view.js';
import { tutorial } from '../model/specs.js';
import { blueprintOf, stackOf } from './lab-files.js';

/** Every name that a template's tags use; of a path such as list.length the first. */
function namesIn(tokens: readonly unknown[]): string[] {
  return tokens.flatMap((token) => {
    const [kind, value, , , inner] = token as [string, string, number, number, unknown[]?];
    if (kind === 'text' || kind === '!') return [];
    // A dot alone is the item of a list.
    return [...value.split('.').slice(0, 1).filter(Boolean), ...(Array.isArray(inner) ? namesIn(inner) : [])];
  });
}

/** Every name in a view, at whatever depth. */
function keysIn(view: unknown): string[] {
  if (typeof view !== 'object' || view === null) return [];
  return Object.entries(view).flatMap(([key, value]) => [key, ...keysIn(value)]);
}

// Mustache takes a name that it does not find for an empty text, without a word.
test('every name that a template uses is one that the templates are given', () => {
  const mirrored = blueprintOf({
    mirror: 'ustc',
    nodes: [{ id: 3, name: 'a', address: '192.168.252.9' }],
    zooCfg: { 'autopurge.purgeInterval': 24 },
    jvmOptions: ['-Xss512k'],
  });
  const known = new Set(
    // imageTag is what comes of all the others.
    ['imageTag', ...[tutorial, mirrored].flatMap((each) => keysIn(viewOf(each, stackOf(each))))],
  );
  const templates = labFiles.filter(({ copied }) => !copied);
  expect(templates.length).toBeGreaterThan(10);
  for (const { path } of templates) {
    const unknown = namesIn(templateTokens(`${path}.mustache`)).filter((name) => !known.has(name));
    expect({ path, unknown }).toEqual({ path, unknown: [] });
  }
});
