/**
 * The page beside what else shows the same, with the limits that it is to keep:
 *     BENCH_JDK=jdk-8u144-linux-x64.tar.gz node bench/page.mjs [ROUNDS]
 * Needs a Chromium (test/testbed/browser.sh prints its path, CHROMIUM names another), a Java 17 for a lab of plain processes, an
 * engine that has the base image, and a JDK 8 tarball.
 * With test/testbed: engine.sh run STATE sh -c 'BENCH_JDK=$ZK_LAB_TEST_JDK8 node bench/page.mjs'.
 * BENCH_ONLY=terminals (or first, docker, fifty, idle) measures one thing alone; `docker` is what needs the engine and the tarball.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { chromium } from 'playwright-core';
import { WebSocketServer } from 'ws';
import { jdkTarball, machine } from './measure.mjs';
import { player, pulseOf, welcomeOf } from './page-player.mjs';

const rounds = Number(process.argv[2] ?? 200);
const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'dist/zk-lab.js');
const folder = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state'), LANG: 'C.UTF-8' };
const require = createRequire(import.meta.url);
/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();

/** @type {{ what: string, ours: number, peer: number | undefined, limit: number, unit: string }[]} */
const rows = [];
/**
 * @param {string} what @param {number} ours @param {number} limit of the ratio where there is a peer
 * @param {string} unit @param {number} [peer]
 */
function row(what, ours, limit, unit, peer) {
  rows.push({ what, ours, peer, limit, unit });
  process.stderr.write(
    `${what}: ${ours.toFixed(1)} ${unit}${peer === undefined ? '' : `, peer ${peer.toFixed(1)}`}\n`,
  );
}
/** @param {(typeof rows)[number]} row */
const isKept = ({ ours, peer, limit }) => (peer === undefined ? ours : ours / peer) <= limit;
/** What was measured, as Markdown: first what has a peer. */
function print() {
  console.log(`\n(${machine()})\n`);
  const beside = rows.filter(({ peer }) => peer !== undefined);
  const alone = rows.filter(({ peer }) => peer === undefined);
  if (beside.length > 0) console.log('| what | zk-lab | peer | ratio | at most |\n|---|---|---|---|---|');
  for (const each of beside) {
    const { what, ours, peer = 1, limit, unit } = each;
    const ratio = (ours / peer).toFixed(2);
    const most = `${limit.toFixed(2)}${isKept(each) ? '' : ' (missed)'}`;
    console.log(`| ${what} | ${ours.toFixed(1)} ${unit} | ${peer.toFixed(1)} ${unit} | ${ratio} | ${most} |`);
  }
  if (alone.length > 0) console.log('\n| what | measured | at most |\n|---|---|---|');
  for (const each of alone) {
    const { what, ours, limit, unit } = each;
    console.log(
      `| ${what} | ${ours.toFixed(1)} ${unit} | ${limit} ${unit}${isKept(each) ? '' : ' (missed)'} |`,
    );
  }
}
/** @param {number[]} values @param {number} share */
const quantile = (values, share) =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))] ?? 0;

/** @param {string} lab @param {readonly string[]} options */
function labOf(lab, options) {
  const made = ['create', lab, '--no-fetch', '--zookeeper', '3.9', '--jdk', '17', ...options];
  execFileSync('node', [cli, ...made], { cwd: folder, env, stdio: 'ignore' });
  execFileSync('node', [cli, 'up', '--provider', 'local'], { cwd: join(folder, lab), env, stdio: 'ignore' });
  return join(folder, lab);
}

/** Starts `zk-lab page`. @param {string} cwd */
async function pageOf(cwd) {
  const child = spawn('node', [cli, 'page', '--no-open'], { cwd, env, stdio: ['ignore', 'pipe', 'inherit'] });
  children.add(child);
  const address = await new Promise((resolve) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = /http:\S+(?=\s)/.exec(text);
      if (found) resolve(found[0]);
    });
  });
  return {
    address: String(address),
    pid: child.pid ?? 0,
    close: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGINT');
      }),
  };
}

/**
 * Every process: who its parent is, what it has used, and those that it has seen end; in seconds of processor time.
 * @returns {Map<number, { parent: number, used: number, command: string }>}
 */
function processes() {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const found = pids.flatMap((pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
      return [[Number(pid), { parent: Number(fields[1]), used: ticks / 100, command }]];
    } catch {
      return [];
    }
  });
  return new Map(/** @type {any} */ (found));
}

/** Seconds of processor time that a process and all that it has started have used. @param {number} pid */
function usedBy(pid) {
  const all = processes();
  /** @param {number} one @returns {boolean} */
  const isOf = (one) => one === pid || (all.has(one) && isOf(all.get(one)?.parent ?? 0));
  return [...all].reduce((sum, [one, { used }]) => (isOf(one) ? sum + used : sum), 0);
}

/** Seconds of processor time that a lab's servers have used. @param {string} lab */
const usedByServers = (lab) =>
  [...processes().values()].reduce(
    (sum, { used, command }) =>
      command.includes('QuorumPeerMain') && command.includes(`${lab}/`) ? sum + used : sum,
    0,
  );

/** Bare xterm.js over a WebSocket with a shell in `script`: the least that shows a terminal in a browser. @param {string} command */
async function bareTerminal(command) {
  const xterm = readFileSync(require.resolve('@xterm/xterm'), 'utf8');
  const css = readFileSync(require.resolve('@xterm/xterm/css/xterm.css'), 'utf8');
  const page = `<!doctype html><style>${css}</style><body><div id=t style="height:500px"></div><script>${xterm.replaceAll('</script', '<\\/script')}</script>
<script>const t=new Terminal({rows:30,cols:90,scrollback:5000});t.open(document.getElementById('t'));
const s=new WebSocket('ws://'+location.host);s.binaryType='arraybuffer';s.onmessage=({data})=>t.write(new Uint8Array(data));t.onData((d)=>s.send(d));t.focus();</script>`;
  const server = createServer((_, response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(page),
  );
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    const shell = spawn('script', ['-qefc', command, '/dev/null'], { cwd: folder, stdio: 'pipe' });
    shell.stdout.on('data', (bytes) => {
      socket.send(bytes);
      if (socket.bufferedAmount < 1024 * 1024) return;
      shell.stdout.pause();
      const timer = setInterval(() => {
        if (socket.bufferedAmount > 1024 * 1024) return;
        clearInterval(timer);
        shell.stdout.resume();
      }, 5);
    });
    socket.on('message', (data) => shell.stdin.write(String(data)));
    socket.on('close', () => shell.kill());
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { address: `http://127.0.0.1:${port}/`, close: () => server.close() };
}

const rowsText = "(document.querySelector('.xterm-rows')?.textContent ?? '').replace(/\\u00a0/g, ' ')";
/** Waits for what is true in a page; its policy forbids that the page evaluates it by itself. @param {import('playwright-core').Page} page @param {string} condition */
async function until(page, condition) {
  while (!(await page.evaluate(condition))) await pause(5);
}
/** Milliseconds from a key to the change that it makes in what stands on the screen. @param {import('playwright-core').Page} page @param {number} times */
async function echoes(page, times) {
  /** @type {number[]} */
  const values = [];
  for (let time = 0; time < times; time++) {
    // Set up before the key is pressed: keys may overtake what is evaluated.
    await page.evaluate(`void (globalThis.seen = new Promise((resolve) => {
      const rows = document.querySelector('.xterm-rows');
      let pressed = 0;
      document.addEventListener('keydown', () => { pressed = performance.now(); }, { capture: true, once: true });
      const watch = new MutationObserver(() => {
        if (!pressed || !rows.textContent.includes('${'x'.repeat((time % 40) + 1)}')) return;
        watch.disconnect(); resolve(performance.now() - pressed);
      });
      watch.observe(rows, { childList: true, characterData: true, subtree: true });
    }))`);
    await page.keyboard.press('x');
    values.push(Number(await page.evaluate('seen')));
    if (time % 40 === 39) await page.keyboard.press('Control+u');
  }
  return values;
}

/**
 * By turns, so that whatever else the machine does hinders both. What is behind is not drawn.
 * @param {import('playwright-core').Page} ours @param {import('playwright-core').Page} theirs @param {string} what
 */
async function echoesBeside(ours, theirs, what) {
  /** @type {number[]} */ const a = [];
  /** @type {number[]} */ const b = [];
  for (let turn = 0; turn < rounds / 40; turn++) {
    for (const [page, values] of /** @type {const} */ ([
      [ours, a],
      [theirs, b],
    ])) {
      await page.bringToFront();
      values.push(...(await echoes(page, 40)));
    }
  }
  row(what, quantile(a, 0.95), 1.5, 'ms', quantile(b, 0.95));
}

/** The page with a terminal on node1 that has the keyboard. @param {string} address */
async function terminalOf(address) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(address);
  await page.click('[data-open=node1]');
  await until(page, `/[#$] *$/.test(${rowsText})`);
  await page.click('.host');
  return page;
}

/** Milliseconds from Enter until all of a file was shown, and of the slowest key meanwhile. @param {import('playwright-core').Page} page @param {string} file */
async function cat(page, file) {
  await page.keyboard.type(`cat ${file}; echo do''ne`);
  const began = performance.now();
  await page.keyboard.press('Enter');
  await until(page, `${rowsText}.includes('done')`);
  return performance.now() - began;
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
function size() {
  const built = join(root, 'dist/page');
  const size = readdirSync(built).reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(built, name)), { level: 9 }).length,
    0,
  );
  row('the page, compressed', size / 1000, 150, 'kB');
}

/** @param {string} lab */
async function firstPicture(lab) {
  const first = [];
  for (let round = 0; round < 9; round++) {
    const served = await pageOf(lab);
    const page = await browser.newPage();
    // The browser itself tells when: who asks it from outside is told later.
    await page.addInitScript(`globalThis.drawn = new Promise((resolve) => {
      new MutationObserver((_, watch) => {
        if (!document.querySelector('[data-node]')) return;
        watch.disconnect();
        requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
      }).observe(document, { childList: true, subtree: true });
    })`);
    const began = Date.now();
    await page.goto(served.address, { waitUntil: 'commit' });
    first.push(Number(await page.evaluate('drawn')) - began);
    await page.close();
    await served.close();
  }
  row('first picture, after the address is told', quantile(first, 0.5), 300, 'ms');
}

/** @param {string} lab */
async function terminals(lab) {
  const log = join(folder, 'log');
  writeFileSync(
    log,
    `${'2026-11-28 11:45:34,123 [myid:1] - INFO  [main:QuorumPeer@1] - something happened\n'.repeat(245_000)}`,
  );
  const served = await pageOf(lab);
  const ours = await terminalOf(served.address);
  const bare = await bareTerminal('bash --norc');
  const theirs = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await theirs.goto(bare.address);
  await until(theirs, `/[#$] *$/.test(${rowsText})`);
  await theirs.click('.xterm');
  await echoesBeside(ours, theirs, 'a key’s echo, 95th percentile; peer: bare xterm.js');
  for (const page of [ours, theirs]) await page.keyboard.press('Control+u');
  /** @type {number[]} */ const a = [];
  /** @type {number[]} */ const b = [];
  for (let round = 0; round < 5; round++) {
    for (const [page, times] of /** @type {const} */ ([
      [ours, a],
      [theirs, b],
    ])) {
      await page.bringToFront();
      await page.keyboard.type('clear\n');
      await until(page, `!${rowsText}.includes('done')`);
      times.push(await cat(page, log));
    }
  }
  row('`cat` of 20 MB; peer: bare xterm.js', quantile(a, 0.5), 1, 'ms', quantile(b, 0.5));
  await ours.bringToFront();
  await ours.keyboard.type('clear\n');
  await until(ours, `!${rowsText}.includes('done')`);
  await ours.keyboard.type(`cat ${log} ${log} ${log}\n`);
  await until(ours, `${rowsText}.includes('something happened')`);
  const pressed = performance.now();
  await ours.keyboard.press('Control+c');
  await until(ours, `/[#$] *$/.test(${rowsText})`);
  row('Ctrl-C while 60 MB are shown, until the prompt is there', performance.now() - pressed, 1000, 'ms');
  await theirs.close();
  bare.close();
  await ours.close();
  await served.close();
}

/** Keys on a node that is a container, beside `docker exec -it`: both in a browser. */
async function docker() {
  const made = ['create', 'dock', '--nodes', '1', '--jdk-archive', jdkTarball()];
  const ports = ['--client-port', '28381', '--network', '192.168.250.0/24'];
  execFileSync('node', [cli, ...made, ...ports], { cwd: folder, env, stdio: 'ignore' });
  const cwd = join(folder, 'dock');
  execFileSync('node', [cli, 'up', '--provider', 'docker'], { cwd, env, stdio: 'ignore' });
  try {
    const container = execFileSync('docker', ['compose', 'ps', '-q', 'node1'], {
      cwd,
      encoding: 'utf8',
    }).trim();
    const served = await pageOf(cwd);
    const ours = await terminalOf(served.address);
    const bare = await bareTerminal(`docker exec -it ${container} bash`);
    const theirs = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await theirs.goto(bare.address);
    await until(theirs, `/[#$] *$/.test(${rowsText})`);
    await theirs.click('.xterm');
    await echoesBeside(
      ours,
      theirs,
      'a key’s echo on a Docker node, 95th percentile; peer: `docker exec -it` in bare xterm.js',
    );
    await theirs.close();
    bare.close();
    await ours.close();
    await served.close();
  } finally {
    execFileSync('node', [cli, 'destroy', '--yes'], { cwd, env, stdio: 'ignore' });
  }
}

async function fifty() {
  const played = await player((say) => {
    say(welcomeOf(50));
    let beat = 0;
    const timer = setInterval(() => say({ type: 'pulse', at: Date.now(), pulse: pulseOf(50, beat++) }), 100);
    return () => clearInterval(timer);
  });
  /** @type {number[]} */ const longests = [];
  for (let round = 0; round < 5; round++) longests.push(await longestTask(played.address));
  row(
    '50 nodes, ten pulses a second, from the first byte on: the longest task, median of 5 pages (0: none of 50)',
    quantile(longests, 0.5),
    50,
    'ms',
  );
  played.close();
}

/** Milliseconds of the longest task within some seconds, 0 where none took 50. @param {string} address */
async function longestTask(address) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  // From the beginning: loading the page counts.
  await page.addInitScript(`globalThis.longest = 0;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask', buffered: true })`);
  await page.goto(address);
  await page.locator('[data-node=node50]').waitFor();
  await pause(4_000);
  const longest = Number(await page.evaluate('longest'));
  await page.close();
  return longest;
}

async function idle() {
  const nine = labOf('nine', ['--nodes', '9', '--client-port', '28281']);
  const seconds = 20;
  await pause(5_000);
  const alone = usedByServers(nine);
  await pause(seconds * 1000);
  const unseen = usedByServers(nine) - alone;
  const served = await pageOf(nine);
  const page = await browser.newPage();
  await page.goto(served.address);
  await page.locator('[data-standing=leader]').waitFor();
  await pause(10_000);
  const [before, servers] = [usedBy(served.pid), usedByServers(nine)];
  await pause(seconds * 1000);
  const [ours, theirs] = [usedBy(served.pid) - before, usedByServers(nine) - servers - unseen];
  console.error(`  nine servers with nobody who asks: ${((100 * unseen) / seconds).toFixed(1)} %`);
  console.error(`  what answering adds to them: ${((100 * theirs) / seconds).toFixed(1)} %`);
  row('an idle ensemble of nine, drawn', (100 * ours) / seconds, 2, '% of one core');
  await page.close();
  await served.close();
  execFileSync('node', [cli, 'destroy', '--yes'], { cwd: nine, env, stdio: 'ignore' });
}

const only = process.env.BENCH_ONLY;
/** @param {string} part */
const isWanted = (part) => only === undefined || only === part;
try {
  size();
  if (isWanted('first') || isWanted('terminals')) {
    const lab = labOf('bench', ['--until', 'zookeeper', '--client-port', '28181']);
    if (isWanted('first')) await firstPicture(lab);
    if (isWanted('terminals')) await terminals(lab);
  }
  if (isWanted('docker')) await docker();
  if (isWanted('fifty')) await fifty();
  if (isWanted('idle')) await idle();
  print();
} finally {
  for (const child of children) child.kill();
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = rows.every(isKept) ? 0 : 1;
