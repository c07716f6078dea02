import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** @param {string} file @param {Set<string>} [seen] @returns {Set<string>} the declarations that one leads to, itself included */
function reachable(file, seen = new Set()) {
  if (seen.has(file)) return seen;
  seen.add(file);
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from|import\() ?['"](\.[^'"]*)\.js['"]/g)) {
    reachable(resolve(dirname(file), `${path}.d.ts`), seen);
  }
  return seen;
}

/** Takes away what the programmatic interface does not lead to. @param {string} folder of declarations, index.d.ts among them */
export function pruneTypes(folder) {
  const kept = reachable(join(folder, 'index.d.ts'));
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, name);
    if (file.endsWith('.d.ts') && !kept.has(file)) rmSync(file);
  }
}
