/** Writes templates/lab/zk-lab.schema.json, which editors complete zk-lab.yaml with, from model/spec-schema.ts. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const { outputFiles } = await build({
  absWorkingDir: root,
  entryPoints: [join(root, 'model/json-schema.ts')],
  bundle: true,
  write: false,
  format: 'esm',
  platform: 'node',
});
const code = Buffer.from(outputFiles[0].contents).toString('base64');
const { schemaText } = await import(`data:text/javascript;base64,${code}`);
writeFileSync(join(root, 'templates/lab/zk-lab.schema.json'), schemaText());
