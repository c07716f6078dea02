import { isAmong } from './patterns.js';

/**
 * The files of keys that a ~/.ssh/config names for a host; none where ssh's usual ones are tried. What else may stand
 * there has been looked at on the node (`steered` in templates/probes/logins.sh).
 * @param home of whoever the file belongs to
 */
export function identityFilesFor(host: string, config: readonly string[], home: string): string[] {
  const files: string[] = [];
  let concerned = true;
  for (const line of config) {
    const [, word = '', value = ''] = /^\s*(\w+)(?:\s*=\s*|\s+)(.*?)\s*$/.exec(line) ?? [];
    const plain = value.replaceAll('"', '');
    if (/^host$/i.test(word)) concerned = isAmong(host, plain.split(/\s+/));
    if (concerned && /^identityfile$/i.test(word)) {
      files.push(plain.replace(/^~(?=\/)/, home).replaceAll('%d', home));
    }
  }
  return files;
}
