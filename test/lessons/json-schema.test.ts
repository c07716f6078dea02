import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { labSchemaText, stepSchemaText } from '../../lessons/json-schema.js';
import { remedyPlaceholders } from '../../lessons/placeholder-names.js';

const published = (name: string): string =>
  readFileSync(new URL(`../../labs/${name}`, import.meta.url), 'utf8');

describe.each([
  ['lab.schema.json', labSchemaText],
  ['step.schema.json', stepSchemaText],
] as const)('%s', (name, made) => {
  test('is in step with the code (npm run schema makes it anew)', () => {
    expect(published(name)).toBe(made());
  });

  test('describes every field, and tells of fields that there are not', () => {
    const schema = JSON.parse(published(name));
    for (const property of Object.values<{ description: string }>(schema.properties)) {
      expect(property.description).toMatch(/\w/);
    }
    expect(schema.additionalProperties).toBe(false);
  });
});

test('editors list every placeholder where a command is written', () => {
  const { properties } = JSON.parse(published('step.schema.json'));
  const { description } = properties.remedy.items.properties.command;
  for (const name of Object.keys(remedyPlaceholders)) expect(description).toContain(`\n- ${name}: `);
});
