/**
 * `npm run judge:porcupine -- FILE…`: has porcupine, an independent checker, judge the znodes of recorded histories too.
 * Needs Go. Exit status 0 only if both say the same of every znode.
 */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { importTypeScript } from './import-typescript.mjs';
import { root } from './setup.mjs';

const files = process.argv.slice(2).map((file) => resolve(process.env.INIT_CWD ?? '.', file));
process.chdir(root);
/** @type {typeof import('../test/storm/porcupine.js')} */
const { bothJudge, whyNoPorcupine } = await importTypeScript(root, 'test/storm/porcupine.ts');
/** @type {typeof import('../storm/history.js')} */
const { parseHistory } = await importTypeScript(root, 'storm/history.ts');
const why = whyNoPorcupine();
if (why !== undefined || files.length === 0) {
  console.error(why ?? 'npm run judge:porcupine -- FILE…');
  process.exitCode = why === undefined ? 2 : 1;
} else {
  for (const file of files) {
    const judged = bothJudge(parseHistory(readFileSync(file, 'utf8'), file));
    const differing = judged.filter(({ ours, theirs }) => ours !== theirs);
    const calls = judged.reduce((sum, each) => sum + each.calls, 0);
    const broken = judged.filter(({ theirs }) => !theirs).length;
    const told = [
      `${judged.length} znodes, ${calls} operations`,
      `${broken} not linearizable`,
      `${differing.length} judged differently`,
    ];
    console.log(`${file}: ${told.join('; ')}`);
    for (const { path, ours, theirs } of differing) console.log(`  ${path}: ours ${ours}, theirs ${theirs}`);
    if (differing.length > 0) process.exitCode = 1;
  }
}
