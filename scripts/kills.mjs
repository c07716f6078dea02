/**
 * `npm run kills`: zk-lab itself is ended by kill -9 at random moments, in the middle of all that changes a lab, while clients
 * write; then one goes on, or heals. Nothing acknowledged may be lost, and nothing be left.
 *
 *     npm run kills -- [--seed N] [--count 20] [--provider local|docker] [--zookeeper V] [--jdk V | --jdk-archive FILE]
 *
 * For each kill it prints a line: what was killed, after how long, and what came of it; then the verdict of the clients. Exit
 * status 0 only if all was well.
 */
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { importTypeScript } from './import-typescript.mjs';
import { build, root } from './setup.mjs';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '20' },
    provider: { type: 'string', default: 'local' },
    zookeeper: { type: 'string', default: '3.9' },
    jdk: { type: 'string' },
    'jdk-archive': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
});
const firstPort = 29_681;
const cli = join(root, 'dist/zk-lab.js');
const onDocker = values.provider === 'docker';

/** What is killed: its words, and the milliseconds within which it is. */
const grow = { words: ['grow', '5'], within: 15_000 };
const shrink = { words: ['shrink', '3', '-y'], within: 15_000 };
const always = [
  { words: ['replace', 'node2', '-y'], within: 9_000 },
  { words: ['storm', '--for', '20s', '--seed', '5'], within: 15_000 },
  { words: ['fault', 'kill', 'node1'], within: 1_200 },
  { words: ['fault', 'pause', 'node3', '--for', '20s'], within: 1_200 },
  { words: ['fault', 'cut', 'node2'], within: 1_200 },
  { words: ['fault', 'heal'], within: 1_200, after: ['fault', 'cut', 'node1'] },
  { words: ['fault', 'heal'], within: 1_200, after: ['fault', 'stop', 'node2'] },
];

/** @param {string} parent */
async function run(parent) {
  const dir = join(parent, 'lab');
  const env = { ...process.env, XDG_STATE_HOME: join(parent, 'state'), LANG: 'C', LC_ALL: '' };
  /** @type {typeof import('../storm/random.js')} */
  const { randomFrom } = await importTypeScript(root, 'storm/random.ts');
  const random = randomFrom(Number(values.seed));

  /** @param {readonly string[]} words */
  const begin = (words) =>
    spawn('node', [cli, ...words], { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'] });
  /** @param {string[]} words @returns what it printed */
  const zkLab = (...words) => {
    const { status, stdout, stderr } = spawnSync('node', [cli, ...words], {
      ...{ cwd: dir, env, encoding: 'utf8', maxBuffer: 1e9 },
    });
    if (status !== 0) throw new Error(`zk-lab ${words.join(' ')}: exit status ${status}\n${stderr}`);
    return stdout;
  };
  /** @param {string} what @param {() => unknown} look tells what is wrong, if anything is */
  async function until(what, look) {
    const deadline = performance.now() + 120_000;
    for (;;) {
      const wrong = look();
      if (!wrong) return;
      if (performance.now() > deadline) throw new Error(`${what}: ${JSON.stringify(wrong)}`);
      await pause(500);
    }
  }

  const members = () => JSON.parse(zkLab('status', '--json')).nodes.length;
  /** What is there that ought not to be. */
  function remnants() {
    const files = readdirSync(dir).filter((name) => /\.tmp$|^\.zk-lab-unfinished/.test(name));
    const storms = readdirSync(dir)
      .filter((name) => name.startsWith('.zk-lab-storm-'))
      .slice(1);
    const holders = onDocker
      ? execFileSync('docker', ['ps', '-aq', '--filter', 'label=zk-lab.fault'], {
          env,
          encoding: 'utf8',
        }).trim()
      : '';
    return [...files, ...storms, ...(holders === '' ? [] : [`holders ${holders}`])];
  }
  /** @param {number} nodes */
  async function assertWell(nodes) {
    zkLab('fault', 'heal');
    await until('faults', () => {
      const told = JSON.parse(zkLab('fault', '--json'));
      return Object.values(told).flat().length > 0 && told;
    });
    await until('servers', () => {
      const { nodes: all } = JSON.parse(zkLab('status', '--json'));
      const serving = all.filter((/** @type {{ serving: boolean }} */ each) => each.serving);
      return (all.length !== nodes || serving.length !== nodes) && all;
    });
    await until('remnants', () => remnants().length > 0 && remnants());
  }

  const archive = values['jdk-archive'];
  const jdk = archive
    ? ['--jdk-archive', archive]
    : ['--jdk', values.jdk ?? (values.zookeeper.startsWith('3.4') ? '8' : '17')];
  const shape = ['--zookeeper', values.zookeeper, ...jdk, '--client-port', String(firstPort)];
  execFileSync('node', [cli, 'create', dir, ...(onDocker ? [] : ['--no-fetch']), ...shape], {
    env,
    stdio: 'ignore',
  });
  let well = true;
  try {
    zkLab('up', '--provider', values.provider);
    const clients = begin(['storm', '--for', '3h', '--seed', '1', '--faults', 'none', '--json']);
    let told = '';
    clients.stdout.on('data', (chunk) => {
      told += chunk;
    });
    const ended = new Promise((resolve) => clients.once('exit', resolve));
    await until('clients', () => !existsSync(join(dir, 'storm')));
    let nodes = 3;
    for (let number = 1; number <= Number(values.count); number++) {
      // Those that change the members come as often as all others together.
      const change = nodes === 3 ? grow : shrink;
      /** @type {{ words: readonly string[], within: number, after?: readonly string[] }} */
      const { words, within, after } = random.below(2) === 0 ? change : random.of(always);
      if (after) zkLab(...after);
      const moment = Math.round(random.next() * within);
      const victim = begin(words);
      const over = new Promise((resolve) => victim.once('exit', resolve));
      await Promise.race([pause(moment), over]);
      const killed = victim.exitCode === null && victim.kill('SIGKILL');
      await over;
      const begun = existsSync(join(dir, '.zk-lab-unfinished.json'));
      const goesOn = ['grow', 'shrink', 'replace'].includes(words[0] ?? '');
      if (words === change.words) nodes = nodes === 3 ? 5 : 3;
      try {
        // Killed before it began it is typed again, too; what is done already is refused.
        if (goesOn && (begun || members() !== nodes)) zkLab(...words);
        await assertWell(nodes);
      } catch (error) {
        well = false;
        console.log(String(error));
      }
      console.log(
        [
          `${number}: ${words.join(' ')}`,
          killed ? `killed after ${moment} ms` : 'over before it could be killed',
          ...(begun ? ['in the middle'] : []),
        ].join('; '),
      );
      if (!well) break;
    }
    clients.kill('SIGINT');
    await ended;
    const { verdict, digest } = JSON.parse(told);
    /** @type {{ name: string, outcome: string, evidence: unknown[] }[]} */
    const checks = verdict.checks;
    const broken = checks.filter(({ outcome }) => outcome !== 'holds').map(({ name }) => name);
    const { counts } = verdict;
    console.log(
      [
        `clients: ${counts.operations} operations, ${counts.done} done, ${counts.notDone} not done, ${counts.unknown} unknown`,
        broken.length === 0 ? 'holds' : `does not hold: ${broken.join(', ')}`,
        `sha256 ${digest}`,
      ].join('; '),
    );
    return well && broken.length === 0;
  } finally {
    if (well) spawnSync('node', [cli, 'destroy', '--yes'], { cwd: dir, env, stdio: 'ignore' });
    else console.log(`left as it is: ${dir}, XDG_STATE_HOME=${env.XDG_STATE_HOME}`);
    if (well) rmSync(parent, { recursive: true });
  }
}

if (values.help) {
  const [usage = ''] = /npm run kills -- .*/.exec(readFileSync(new URL(import.meta.url), 'utf8')) ?? [];
  console.log(usage);
} else if ((await build()) !== 0) {
  process.exitCode = 1;
} else {
  process.exitCode = (await run(mkdtempSync(join(tmpdir(), 'zk-lab-kills-')))) ? 0 : 1;
}
