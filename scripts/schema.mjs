/** Writes the JSON schemas that editors complete zk-lab.yaml, lab.yaml and step.yaml with, and that of a storm's history, from the schemas in the code. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { importTypeScript } from './import-typescript.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
/** @type {typeof import('../model/json-schema.js')} */
const { schemaText } = await importTypeScript(root, 'model/json-schema.ts');
/** @type {typeof import('../lessons/json-schema.js')} */
const { labSchemaText, stepSchemaText } = await importTypeScript(root, 'lessons/json-schema.ts');
/** @type {typeof import('../storm/json-schema.js')} */
const { historySchemaText } = await importTypeScript(root, 'storm/json-schema.ts');
const texts = {
  'templates/lab/zk-lab.schema.json': schemaText(),
  'labs/lab.schema.json': labSchemaText(),
  'labs/step.schema.json': stepSchemaText(),
  'docs/storm-history.schema.json': historySchemaText(),
};
for (const [file, text] of Object.entries(texts)) writeFileSync(join(root, file), text);
