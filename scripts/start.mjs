/**
 * `npm start`: from a fresh clone to a running ensemble. Installs and builds what is missing, then runs `zk-lab up`,
 * which makes a lab in ./zk-lab if there is none. Options go through: npm start -- --provider local
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { aptInstall, canInstall, has } from './apt.mjs';
import { build, install, root, run } from './setup.mjs';
import { spoken } from './spoken.mjs';

/** @param {string[]} args */
const zkLab = (...args) => run(process.execPath, [join(root, 'dist/zk-lab.js'), ...args]);

const labIsThere = () => existsSync(join(root, 'zk-lab/zk-lab.yaml'));

/** Whether the archive that has every ZooKeeper can be reached from here. */
async function archiveAnswers() {
  const signal = AbortSignal.timeout(5_000);
  return fetch('https://archive.apache.org/dist/zookeeper/', { method: 'HEAD', signal }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/**
 * Where JDK and ZooKeeper cannot be downloaded, Debian's packages stand in for them: a Java, and Maven, which gets a
 * ZooKeeper through whatever registry this machine has.
 * @returns {Promise<boolean>} whether something was installed
 */
async function installStandIns() {
  const wanted = { java: 'default-jre-headless', mvn: 'maven' };
  const missing = Object.entries(wanted).flatMap(([program, name]) => (has(program) ? [] : [name]));
  if (missing.length === 0 || !canInstall() || (await archiveAnswers())) return false;
  console.error(spoken('The public archives cannot be reached from here.', '从本机无法访问公共下载站。'));
  return aptInstall(missing);
}

/** Dependencies and build; beside that, the stand-ins, if it is plain that no engine could do without them. */
async function prepare() {
  const standIns = has('docker') || has('vagrant') ? undefined : installStandIns();
  const status = (await install()) || (await build());
  await standIns;
  return status;
}

/**
 * What to do when `zk-lab up` failed, in turn. Each gives the options of another try, or undefined where none makes sense.
 * @type {readonly (() => Promise<string[] | undefined>)[]}
 */
const remedies = [
  async () => ((await installStandIns()) ? [] : undefined),
  async () => {
    if (!has('docker') && !has('vagrant')) return undefined;
    console.error(spoken('Trying plain processes of this machine instead.', '改用本机进程再试一次。'));
    // The lab is of this start alone, and so is whatever an engine has begun of it.
    if (labIsThere()) await zkLab('destroy', '--yes', '--lab', 'zk-lab');
    return ['--provider', 'local'];
  },
];

/**
 * @param {readonly string[]} typed options for `zk-lab up`
 * @returns {Promise<number>} exit status
 */
async function start(typed) {
  const prepared = await prepare();
  if (prepared !== 0) return prepared;
  const fresh = !labIsThere();
  let status = await zkLab('up', ...typed);
  // Whoever chose, or has a lab with data in it, gets the answer and nothing else.
  if (typed.length > 0 || !fresh) return status;
  for (const remedy of remedies) {
    if (status !== 1) return status;
    const args = await remedy();
    if (args) status = await zkLab('up', ...args);
  }
  return status;
}

process.exitCode = await start(process.argv.slice(2));
// With --help there is nothing to go on with.
if (process.exitCode === 0 && labIsThere()) {
  console.log(
    spoken(
      '\nNext:  cd zk-lab  and there  ../dist/zk-lab.js zkcli  (or status, logs, down, destroy; --help has more)',
      '\n接下来：cd zk-lab，然后输入 ../dist/zk-lab.js zkcli（或 status、logs、down、destroy；详见 --help）',
    ),
  );
}
