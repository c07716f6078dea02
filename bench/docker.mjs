/**
 * From `up` with a warm image to every node serving, and memory of an idle node: a lab beside a plain compose file.
 * Needs an engine that has the base image, and a JDK 8 tarball:
 *     BENCH_JDK=jdk-8u144-linux-x64.tar.gz node bench/docker.mjs [ROUNDS] [NODES…]
 * With test/testbed: engine.sh run STATE sh -c 'BENCH_JDK=$ZK_LAB_TEST_JDK8 node bench/docker.mjs'.
 */
import { spawn } from 'node:child_process';
import { cli, env, firstPorts, makeLab, makePeer, removeAll, run } from './containers.mjs';
import { allServe, finished, inTurn, print } from './measure.mjs';

const rounds = Number(process.argv[2] ?? 15);
/** At most that much of the time that the peer takes, by the number of nodes. @type {Record<number, number>} */
const limits = { 3: 0.7, 5: 0.8, 9: 0.85, 25: 0.9 };
const sizes = process.argv.length > 3 ? process.argv.slice(3).map(Number) : Object.keys(limits).map(Number);

/**
 * Seconds from the command to every node serving.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {string} dir
 * @param {readonly number[]} ports
 */
async function upTime(command, args, dir, ports) {
  const begin = performance.now();
  const child = spawn(command, args, { cwd: dir, env, stdio: 'ignore' });
  const [, seconds] = await Promise.all([
    finished(child),
    allServe(ports).then(() => (performance.now() - begin) / 1000),
  ]);
  return seconds;
}

/**
 * MiB of a node, the mean over the project's containers.
 * @param {string} project
 */
function memory(project) {
  const ids = run('docker', ['ps', '-q', '--filter', `label=com.docker.compose.project=${project}`])
    .trim()
    .split('\n');
  const figures = run('docker', ['stats', '--no-stream', '--format', '{{.MemUsage}}', ...ids])
    .trim()
    .split('\n');
  // "43.3MiB / 23.4GiB": what is used, and what may be.
  const used = figures.map((line) => Number.parseFloat(line) * (/^[\d.]+GiB/.test(line) ? 1024 : 1));
  return used.reduce((sum, each) => sum + each) / used.length;
}

const rows = [];
try {
  for (const nodes of sizes) {
    const lab = makeLab(nodes);
    const peer = makePeer(nodes, lab);
    /** @param {number} first */
    const ports = (first) => Array.from({ length: nodes }, (_, index) => first + index);
    const ours = () => upTime('node', [cli, 'up', '--provider', 'docker'], lab, ports(firstPorts.lab));
    const theirs = () => upTime('docker', ['compose', 'up', '-d'], peer, ports(firstPorts.plain));
    const clear = {
      ours: () => run('node', [cli, 'destroy', '-y'], lab),
      theirs: () => run('docker', ['compose', 'down', '-v', '-t', '1'], peer),
    };
    await ours(); // builds the image
    let idle;
    if (nodes === 3) {
      await theirs();
      idle = {
        what: 'memory of an idle node',
        ours: memory('bench-3'),
        peer: memory('plain-3'),
        unit: 'MiB',
        limit: 1,
      };
      clear.theirs();
    }
    clear.ours();
    const timed = await inTurn(rounds, {
      ours: async () => {
        const seconds = await ours();
        clear.ours();
        return seconds;
      },
      theirs: async () => {
        const seconds = await theirs();
        clear.theirs();
        return seconds;
      },
    });
    rows.push({
      what: `up to every node serving, ${nodes} nodes`,
      ours: timed.ours,
      peer: timed.theirs,
      unit: 's',
      limit: limits[nodes] ?? 1,
    });
    if (idle) rows.push(idle);
  }
} finally {
  removeAll();
}
print('A lab beside a plain compose file of the official image’s shape', rows);
