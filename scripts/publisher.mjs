/**
 * Who publishes zk-lab: package.json's repository, bugs and homepage, all from one address.
 *   npm run publisher -- https://github.com/acme/zk-lab   fills them in
 *   npm run publisher                                     fails while nobody has
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup.mjs';

/** A domain that nobody can own (RFC 2606) stands where the publisher's address belongs. */
const nobody = 'https://example.org/';
const file = join(root, 'package.json');

/** The three fields. @param {string} address of the repository's page @returns {Record<string, unknown>} */
export function publisherFields(address) {
  const page = address.replace(/(\.git|\/)+$/, '');
  return {
    repository: { type: 'git', url: `git+${page}.git` },
    bugs: `${page}/issues`,
    homepage: `${page}#readme`,
  };
}

/** @param {string | undefined} address @returns {number} exit status */
function publisher(address) {
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  if (address !== undefined && !/^https:\/\/[^/\s]+\/\S+$/.test(address)) {
    console.error(`Not the https address of a repository: ${address}`);
    return 2;
  }
  if (address !== undefined) Object.assign(manifest, publisherFields(address));
  if (String(manifest.homepage).startsWith(nobody)) {
    console.error('Nobody publishes this yet: npm run publisher -- https://github.com/OWNER/zk-lab');
    return 1;
  }
  writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`);
  return 0;
}

if (process.argv[1] === import.meta.filename) process.exitCode = publisher(process.argv[2]);
