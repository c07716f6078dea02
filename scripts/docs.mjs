/** `npm run docs`: writes what is made from the code: docs/reference.md, docs/house.svg, and the rules for imports. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTypeScript } from './import-typescript.mjs';
import { root } from './setup.mjs';

/** @type {typeof import('./reference.js')} */
const { reference } = await importTypeScript(root, 'scripts/reference.ts');
/** @type {typeof import('./house.js')} */
const { drawHouse } = await importTypeScript(root, 'scripts/house.ts');
/** @type {typeof import('./floors.js')} */
const { importRules } = await importTypeScript(root, 'scripts/floors.ts');
writeFileSync(join(root, 'docs/reference.md'), reference());
writeFileSync(join(root, 'docs/house.svg'), drawHouse(root));
const rules = join(root, 'biome.layers.json');
writeFileSync(rules, JSON.stringify(importRules(root), null, 2));
execFileSync(join(root, 'node_modules/.bin/biome'), ['format', '--write', rules], { stdio: 'ignore' });
