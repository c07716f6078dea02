import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

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
 * Leaves out what the programmatic interface does not lead to.
 * @param {string} folder absolute path of the declarations, index.d.ts among them
 */
export function publishTypes(folder) {
  const kept = reachable(join(folder, 'index.d.ts'));
  for (const file of readdirSync(folder, { recursive: true }).map((name) => join(folder, String(name)))) {
    if (file.endsWith('.d.ts') && !kept.has(file)) rmSync(file);
  }
}
