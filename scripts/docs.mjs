/** `npm run docs`: writes what is made from the code: docs/reference.md and docs/house.svg. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { importTypeScript } from './import-typescript.mjs';
import { root } from './setup.mjs';

/** @type {typeof import('./reference.js')} */
const { reference } = await importTypeScript(root, 'scripts/reference.ts');
/** @type {typeof import('./house.js')} */
const { drawHouse } = await importTypeScript(root, 'scripts/house.ts');
writeFileSync(join(root, 'docs/reference.md'), reference());
writeFileSync(join(root, 'docs/house.svg'), drawHouse(root));
