import { expect, test } from 'vitest';
import { schemaText } from '../../model/json-schema.js';
import { fieldNames } from '../../model/spec-schema.js';
import { readTemplate } from '../../system/package-files.js';

const published = readTemplate('lab/zk-lab.schema.json');

test('the published schema is in step with the specification (npm run schema makes it anew)', () => {
  expect(published).toBe(schemaText());
});

test('editors get a description of every setting, and are told of settings that there are not', () => {
  const schema = JSON.parse(published);
  expect(Object.keys(schema.properties)).toEqual(fieldNames);
  for (const property of Object.values<{ description: string }>(schema.properties)) {
    expect(property.description).toMatch(/\w/);
  }
  expect(schema.additionalProperties).toBe(false);
});

test('editors ask for what a spelled-out node must have, and for nothing that has a default', () => {
  const { properties, required } = JSON.parse(published);
  const { items } = properties.nodes.anyOf.find(({ type }: { type: string }) => type === 'array');
  expect(items.required).toEqual(['id', 'name', 'address']);
  expect(required ?? []).toEqual([]);
});
