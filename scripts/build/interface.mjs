/** The programmatic interface: what the bundle exports by its names, and their types. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../setup.mjs';

const compiler = 'node_modules/typescript/bin/tsc';

/** @param {string} file @param {Set<string>} [seen] @returns {Set<string>} the declarations that one leads to, itself included */
function reachable(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?['"](\.[^'"]*)\.js['"]/g)) {
    reachable(resolve(dirname(file), `${path}.d.ts`), seen);
  }
  return seen;
}

/** Takes away what the interface does not lead to. @param {string} folder of declarations, index.d.ts among them */
function pruneTypes(folder) {
  const kept = reachable(join(folder, 'index.d.ts'));
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name);
    if (file.endsWith('.d.ts') && !kept.has(file)) rmSync(file);
  }
}

/** @param {string} dist with the bundle in it */
export async function buildInterface(dist) {
  const types = join(dist, 'types');
  execFileSync(process.execPath, [compiler, '-p', 'tsconfig.types.json', '--noCheck', '--outDir', types], {
    cwd: root,
    stdio: 'inherit',
  });
  pruneTypes(types);
  writeFileSync(join(types, 'package.json'), '{"type":"module"}\n');
  const { api } = await import(pathToFileURL(join(dist, 'bundle.js')).href);
  const names = Object.keys(await api()).join(', ');
  writeFileSync(
    join(dist, 'index.mjs'),
    `import bundle from './bundle.js';\nexport const { ${names} } = await bundle.api();\n`,
  );
}
