/**
 * The page beside what else shows the same, with the limits that it is to keep:
 *     node bench/page.mjs [ROUNDS]
 * Needs a Chromium (test/equipment/browser.sh prints its path, CHROMIUM names another), and a Java 17 for a lab of plain processes.
 * BENCH_DOCKER=CONTAINER has the echo measured beside `docker exec -it` there; else beside the terminal alone that `script` opens.
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
import { player, pulseOf, welcomeOf } from './page-player.mjs';

const rounds = Number(process.argv[2] ?? 100);
const root = fileURLToPath(new URL('..', import.meta.url));
const cli = join(root, 'dist/zk-lab.js');
const folder = mkdtempSync(join(tmpdir(), 'zk-lab-bench-'));
const env = { ...process.env, XDG_STATE_HOME: join(folder, 'state'), LANG: 'C.UTF-8' };
const require = createRequire(import.meta.url);
/** @type {Set<import('node:child_process').ChildProcess>} */
const children = new Set();

/** @type {{ what: string, value: number, limit: number, unit: string }[]} */
const rows = [];
/** @param {string} what @param {number} value @param {number} limit @param {string} unit */
function row(what, value, limit, unit) {
  rows.push({ what, value, limit, unit });
  const mark = value <= limit ? '✔' : '✖';
  console.log(`${mark} ${what}: ${value.toFixed(unit === '×' ? 2 : 1)} ${unit} (at most ${limit})`);
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

/** Seconds of processor time. @param {number} pid */
function usedBy(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Bare xterm.js over a WebSocket with a shell in `script`: the least that shows a terminal in a browser. */
async function bareTerminal() {
  const xterm = readFileSync(require.resolve('@xterm/xterm'), 'utf8');
  const page = `<!doctype html><body><div id=t style="height:500px"></div><script>${xterm.replaceAll('</script', '<\\/script')}</script>
<script>const t=new Terminal({rows:30,cols:90,scrollback:5000});t.open(document.getElementById('t'));
const s=new WebSocket('ws://'+location.host);s.binaryType='arraybuffer';s.onmessage=({data})=>t.write(new Uint8Array(data));t.onData((d)=>s.send(d));t.focus();</script>`;
  const server = createServer((_, response) =>
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(page),
  );
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    const shell = spawn('script', ['-qefc', 'bash --norc', '/dev/null'], { cwd: folder, stdio: 'pipe' });
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
try {
  const built = join(root, 'dist/page');
  const size = readdirSync(built).reduce(
    (sum, name) => sum + gzipSync(readFileSync(join(built, name)), { level: 9 }).length,
    0,
  );
  row('the page, compressed', size / 1000, 150, 'kB');

  const lab = labOf('bench', ['--until', 'zookeeper', '--client-port', '28181']);
  const log = join(folder, 'log');
  writeFileSync(
    log,
    `${'2026-11-28 11:45:34,123 [myid:1] - INFO  [main:QuorumPeer@1] - something happened\n'.repeat(245_000)}`,
  );

  const first = [];
  for (let round = 0; round < 5; round++) {
    const served = await pageOf(lab);
    const page = await browser.newPage();
    const began = performance.now();
    await page.goto(served.address, { waitUntil: 'commit' });
    await page.locator('[data-node]').first().waitFor();
    first.push(performance.now() - began);
    await page.close();
    await served.close();
  }
  row('first picture, after the address is told', quantile(first, 0.5), 300, 'ms');

  const served = await pageOf(lab);
  const ours = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await ours.goto(served.address);
  await ours.click('[data-open=node1]');
  await until(ours, `/[#$] *$/.test(${rowsText})`);
  await ours.click('.host');
  const bare = await bareTerminal();
  const theirs = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await theirs.goto(bare.address);
  await until(theirs, `/[#$] *$/.test(${rowsText})`);
  await theirs.click('.xterm');
  // What is behind is not drawn.
  await ours.bringToFront();
  const oursEcho = await echoes(ours, rounds);
  await theirs.bringToFront();
  const theirsEcho = await echoes(theirs, rounds);
  row(
    `a key’s echo, 95th percentile, beside bare xterm.js (${quantile(theirsEcho, 0.95).toFixed(1)} ms)`,
    quantile(oursEcho, 0.95) / quantile(theirsEcho, 0.95),
    1.5,
    '×',
  );
  for (const page of [ours, theirs]) await page.keyboard.press('Control+u');
  /** @type {number[]} */ const a = [];
  /** @type {number[]} */ const b = [];
  for (let round = 0; round < 3; round++) {
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
  row(
    `cat of 20 MB, beside bare xterm.js (${Math.round(quantile(b, 0.5))} ms)`,
    quantile(a, 0.5) / quantile(b, 0.5),
    1,
    '×',
  );
  await theirs.close();
  bare.close();
  await ours.close();
  await served.close();

  const played = await player((say) => {
    say(welcomeOf(50));
    let beat = 0;
    const timer = setInterval(() => say({ type: 'pulse', at: Date.now(), pulse: pulseOf(50, beat++) }), 100);
    return () => clearInterval(timer);
  });
  const fifty = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await fifty.goto(played.address);
  await fifty.locator('[data-node=node50]').waitFor();
  const longest = await fifty.evaluate(`new Promise((resolve) => {
    let longest = 0;
    new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longest = Math.max(longest, duration); }).observe({ type: 'longtask' });
    setTimeout(() => resolve(longest), 10_000);
  })`);
  row('50 nodes, ten pulses a second: the longest task (0: none above 50)', Number(longest), 50, 'ms');
  await fifty.close();
  played.close();

  if (process.env.BENCH_IDLE !== 'no') {
    const nine = labOf('nine', ['--nodes', '9', '--client-port', '28281']);
    const idle = await pageOf(nine);
    const page = await browser.newPage();
    await page.goto(idle.address);
    await page.locator('[data-standing=leader]').waitFor();
    await pause(5_000);
    const before = usedBy(idle.pid);
    await pause(20_000);
    row('an idle ensemble of nine, drawn', ((usedBy(idle.pid) - before) / 20) * 100, 2, '% of one core');
    await page.close();
    await idle.close();
    execFileSync('node', [cli, 'destroy', '--yes'], { cwd: nine, env, stdio: 'ignore' });
  }
} finally {
  for (const child of children) child.kill();
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
process.exitCode = rows.every(({ value, limit }) => value <= limit) ? 0 : 1;
