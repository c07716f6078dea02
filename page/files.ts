/** The files of the page as the build has made them. */
import { readFileSync } from 'node:fs';

/** By the path at which a browser asks for them: the file in dist/page/, and what it is. */
const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
  '/shells.js': ['shells.js', 'text/javascript; charset=utf-8'],
  '/page.css': ['page-style.css', 'text/css; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
};

/** What is served at a path; undefined: nothing. */
export function pageFile(path: string): { readonly type: string; readonly bytes: Buffer } | undefined {
  const found = Object.hasOwn(files, path) ? files[path] : undefined;
  if (!found) return undefined;
  const [file, type] = found;
  return { type, bytes: readFileSync(new URL(`page/${file}`, import.meta.url)) };
}
