import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The JSON schema's name inside a lab, where zk-lab.yaml's first lines point editors to it. */
export const schemaFileName = 'zk-lab.schema.json';

/** The published schema's text: made from spec.ts by scripts/schema.ts, and kept in step by a test. */
export function readSchema(): string {
  return readFileSync(fileURLToPath(new URL('../labs/zk-lab.schema.json', import.meta.url)), 'utf8');
}
