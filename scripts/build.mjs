/**
 * Builds what is published, so that the package needs nothing else at run time:
 *
 *     dist/zk-lab.js      the command: starts the bundle (build/launcher.ts)
 *     dist/bundle.js      all of our code, the templates and the small libraries, in one file that is quick to load
 *     dist/vendor/        the large libraries, each read when something first needs it; so is
 *     dist/zh.js          what zk-lab says in Chinese
 *     dist/relay.js       the process between the servers of a lab of plain processes
 *     dist/forward.js     the process by which clients of this machine get to pods
 *     dist/page/          what a browser shows: the page with the libraries that it is made of
 *     dist/templates.json the files of a lab, templates parsed
 *     dist/labs/          what is in labs/, read and checked
 *     dist/pages/         its pages, parsed
 *     dist/index.mjs      the programmatic interface, out of the same bundle; its types in dist/types/
 *
 * What is done for speed, and what each of it gains, is in ARCHITECTURE.md, under "Cleverness, judged".
 */
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildCommand, buildHelpers } from './build/command.mjs';
import { buildInterface } from './build/interface.mjs';
import { labsData } from './build/labs.mjs';
import { licenceNotices } from './build/licences.mjs';
import { buildPage } from './build/page.mjs';
import { templateData } from './build/templates.mjs';
import { root } from './setup.mjs';

const published = join(root, 'dist');
/** Built beside its place and then moved there: whoever runs the command meanwhile finds it whole. */
const dist = join(root, 'node_modules/.cache', `zk-lab-dist-${process.pid}`);

rmSync(dist, { recursive: true, force: true });
const data = {
  ...(await templateData()),
  ...(await labsData()),
  // Also spares Node the search for one further up.
  'package.json': '{"type":"commonjs"}\n',
};
for (const folder of ['labs', 'pages']) mkdirSync(join(dist, folder), { recursive: true });
for (const [name, text] of Object.entries(data)) writeFileSync(join(dist, name), text);

const inputs = [...(await buildCommand(dist)), ...(await buildPage(dist))];
await buildHelpers(dist);
await buildInterface(dist);
writeFileSync(join(dist, 'THIRD-PARTY-LICENSES.txt'), licenceNotices(inputs));

const old = `${dist}-old`;
if (existsSync(published)) renameSync(published, old);
renameSync(dist, published);
rmSync(old, { recursive: true, force: true });
