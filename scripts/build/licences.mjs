import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../setup.mjs';

/**
 * The folder of the package that a file belongs to, or undefined for our own files.
 * @param {string} file absolute path
 */
function packageOf(file) {
  if (!file.includes('node_modules')) return undefined;
  for (let dir = dirname(file); dir !== root; dir = dirname(dir)) {
    const manifest = join(dir, 'package.json');
    // Some packages put a nameless package.json into a subfolder, only to say which module system it is.
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name) return dir;
  }
  return undefined;
}

/**
 * The notices that the licences of bundled libraries ask to be handed on.
 * @param {string[]} files absolute paths of all that went into the bundle
 */
export function licenceNotices(files) {
  const folders = [...new Set(files.map((file) => packageOf(file)).filter((dir) => dir !== undefined))];
  const notices = folders.map((dir) => {
    /** @type {{ name: string, version: string, license?: string }} */
    const { name, version, license } = JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8'));
    const texts = readdirSync(dir)
      .filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
      .map((file) => readFileSync(join(dir, file), 'utf8').trim());
    return {
      name,
      text: `${name} ${version} (${license ?? 'see below'})\n\n${texts.join('\n\n') || 'No licence file in the package.'}\n`,
    };
  });
  const rule = `\n${'-'.repeat(80)}\n\n`;
  return `zk-lab contains code of these libraries.\n${rule}${notices
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ text }) => text)
    .join(rule)}`;
}
