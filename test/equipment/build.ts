import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';

/** What the bundle is made from, below the repository's root. */
const sources = [
  'cli',
  'labs',
  'artifacts',
  'generators',
  'templates',
  'providers',
  'verbs',
  'messages',
  'scripts',
];
const files = ['index.ts', 'package.json'];

/**
 * Runs `npm run build` unless dist/zk-lab.js is newer than all it is made from.
 * @returns the path of dist/zk-lab.js
 * @throws if the build fails
 */
export async function buildIfStale(root: string): Promise<string> {
  const bundle = path.join(root, 'dist/zk-lab.js');
  const inputs = [...sources, ...files].map((name) => path.join(root, name));
  if ((await newest([bundle])) <= (await newest(inputs))) {
    await execa('npm', ['run', '--silent', 'build'], {
      cwd: root,
      stdin: 'ignore',
      stdout: 'ignore',
      stderr: 'inherit',
    });
  }
  return bundle;
}

/** Time of the latest change to any of the files and folders, in milliseconds since 1970; 0 where none exists. */
export async function newest(paths: readonly string[]): Promise<number> {
  const times = await Promise.all(
    paths.map(async (name) => {
      const found = await stat(name).catch(() => undefined);
      if (!found) return 0;
      if (!found.isDirectory()) return found.mtimeMs;
      // A folder's own time tells of files that were removed.
      const inside = await readdir(name);
      return Math.max(found.mtimeMs, await newest(inside.map((entry) => path.join(name, entry))));
    }),
  );
  return Math.max(0, ...times);
}
