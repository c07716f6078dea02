/**
 * `npm start`: from a fresh clone to a running ensemble. Installs and builds what is missing, then runs `zk-lab up`,
 * which makes a lab in ./zk-lab if there is none. Options go through: npm start -- --provider local
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall, canInstall, has } from './apt.mjs';
import { build, install, root, run } from './setup.mjs';

const zkLab = (...args) => run(process.execPath, [join(root, 'dist/zk-lab.js'), ...args]);

/** Whether the archive that has every ZooKeeper can be reached from here. */
async function archiveAnswers() {
  const signal = AbortSignal.timeout(5_000);
  return fetch('https://archive.apache.org/dist/zookeeper/', { method: 'HEAD', signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Debian's packages can stand in for a JDK and a ZooKeeper that cannot be downloaded: a Java, and Maven that fetches the rest. */
async function installStandIns() {
  const missing = [
    ['java', 'default-jre-headless'],
    ['mvn', 'maven'],
  ].flatMap(([program, name]) => (has(program) ? [] : [name]));
  if (missing.length === 0 || !canInstall() || (await archiveAnswers())) return false;
  console.error('The public archives cannot be reached from here.');
  return (await aptInstall(missing)) === 0;
}

/** What to do when `zk-lab up` failed, in turn; each says whether another try makes sense, and with what. */
const remedies = [
  async () => ((await installStandIns()) ? [] : undefined),
  async () => {
    console.error('Trying plain processes on this machine instead.');
    // Whatever the other provider has begun is of this start alone.
    await zkLab('destroy', '--yes', '--lab', 'zk-lab');
    return ['--provider', 'local'];
  },
];

async function start(typed) {
  const prepared = (await install()) || (await build());
  if (prepared !== 0) return prepared;
  const fresh = !existsSync(join(root, 'zk-lab'));
  let status = await zkLab('up', ...typed);
  // Whoever chose, or has a lab with data in it, gets an answer and nothing else.
  if (typed.length > 0 || !fresh) return status;
  for (const remedy of remedies) {
    if (status !== 1) return status;
    const args = await remedy();
    if (args) status = await zkLab('up', ...args);
  }
  return status;
}

process.exitCode = await start(process.argv.slice(2));
