import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** A type in TypeScript's words for a property of the JSON schema. */
const typeOf = ({ type, enum: values }) =>
  values ? values.map((value) => `'${value}'`).join(' | ') : type === 'integer' ? 'number' : type;

/** The specification's fields as plain types; the compiler writes them in zod's, which nobody else has to install. */
function plainFields(declaration, schema) {
  const fields = Object.entries(schema.properties).map(
    ([name, property]) => `    /** ${property.description}. */\n    ${name}: ${typeOf(property)};\n`,
  );
  const end = declaration.slice(declaration.indexOf('/** What was typed or stood in a file'));
  return `type Fields = {\n${fields.join('')}};\nexport type SpecField = keyof Fields;\n${end}`;
}

/** The declarations that one leads to, itself included. */
function reachable(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?'(\.[^']*)\.js'/g)) {
    reachable(resolve(dirname(file), `${path}.d.ts`), seen);
  }
  return seen;
}

/**
 * Makes what the compiler declared fit for others: without the types of bundled libraries, and without what the
 * programmatic interface does not lead to.
 * @param {string} folder absolute path of the declarations, index.d.ts among them
 * @param {string} schemaFile the published JSON schema of a specification
 */
export function publishTypes(folder, schemaFile) {
  const spec = join(folder, 'labs/spec.d.ts');
  const schema = JSON.parse(readFileSync(schemaFile, 'utf8'));
  writeFileSync(spec, plainFields(readFileSync(spec, 'utf8'), schema));
  const kept = reachable(join(folder, 'index.d.ts'));
  for (const file of readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))) {
    if (file.endsWith('.d.ts') && !kept.has(file)) rmSync(file);
  }
}
