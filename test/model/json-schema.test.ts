import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { schemaText } from '../../model/json-schema.js';
import { specFields } from '../../model/spec.js';

const published = readFileSync(new URL('../../labs/zk-lab.schema.json', import.meta.url), 'utf8');

test('the published schema is in step with the specification (npm run schema makes it anew)', () => {
  expect(published).toBe(schemaText());
});

test('editors get a description of every setting, and are told of settings that there are not', () => {
  const schema = JSON.parse(published);
  expect(Object.keys(schema.properties)).toEqual(Object.keys(specFields));
  for (const property of Object.values<{ description: string }>(schema.properties)) {
    expect(property.description).toMatch(/\w/);
  }
  expect(schema.additionalProperties).toBe(false);
});
