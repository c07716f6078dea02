/**
 * `npm run screenshots`: makes a lab of plain processes, opens its page in a Chromium, and takes the pictures of README and
 * docs/page.md from what really happens there: a leader killed by a click, and its successor. Needs a Java 17 or later and a Chromium;
 * CHROMIUM names it. SCREENSHOTS names another folder than docs.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { root } from './setup.mjs';

const folder = mkdtempSync(join(tmpdir(), 'zk-lab-screenshots-'));
const zkLab = join(root, 'dist/zk-lab.js');
const lab = join(folder, 'zk-lab');
const target = process.env.SCREENSHOTS ?? join(root, 'docs');
const shape = ['--nodes', '5', '--zookeeper', '3.9', '--jdk', '17', '--client-port', '28381', '--no-fetch'];

/** @param {string} language @returns {NodeJS.ProcessEnv} */
const speaking = (language) => ({
  ...{ ...process.env, XDG_STATE_HOME: join(folder, 'state') },
  ...{ LC_ALL: '', LANG: language },
});

/** Serves the page and shows it. @param {string} language @param {(address: string) => Promise<void>} work */
async function shown(language, work) {
  const child = spawn(process.execPath, [zkLab, 'page', '--no-open'], {
    ...{ cwd: lab, env: speaking(language) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const address = await new Promise((resolve) => {
    child.stdout.on('data', (chunk) => {
      const found = /http:\S+(?=\s)/.exec(String(chunk));
      if (found) resolve(found[0]);
    });
  });
  try {
    await work(String(address));
  } finally {
    child.kill('SIGINT');
    await once(child, 'exit');
  }
}

/** The page's policy forbids that it evaluates by itself what is waited for. @param {import('playwright-core').Page} page @param {string} condition */
async function until(page, condition) {
  while (!(await page.evaluate(condition))) await new Promise((resolve) => setTimeout(resolve, 50));
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

/** What the terminal shows, as an expression. */
const rows = "(document.querySelector('.xterm-rows')?.textContent ?? '')";

/** @param {string} address @param {'light' | 'dark'} colorScheme @param {string} file */
async function picture(address, colorScheme, file) {
  const viewport = { width: 1280, height: 860 };
  const page = await browser.newPage({ colorScheme, viewport, reducedMotion: 'reduce' });
  await page.goto(address);
  const leads = page.locator('[data-standing=leader]');
  const before = await leads.getAttribute('data-node');
  await page.click('[data-open=node1]');
  await until(page, `/[#$]/.test(${rows})`);
  await page.click('.host');
  for (const command of ['create /hello 你好', 'get /hello']) {
    await page.keyboard.type(`zkCli.sh -server localhost:28381 ${command} 2>&1 | grep -v INFO | tail -n 1\n`);
    await until(page, `/${command.split(' ')[0]} [^]*tail -n 1[^#$]+[#$]\\s*$/.test(${rows})`);
  }
  await page.click(`[data-node=${before}]`);
  await page.click('[data-do=kill]');
  await until(
    page,
    `(document.querySelector('[data-standing=leader]')?.dataset.node ?? '${before}') !== '${before}'`,
  );
  await until(page, `document.querySelectorAll('[data-standing=follower]').length === 3`);
  await page.locator('.band').waitFor();
  // Nothing is pointed at.
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(target, file) });
  await page.click('[data-do=heal-all]');
  await page.locator(`[data-node=${before}][data-standing=follower]`).waitFor();
  await page.close();
  execFileSync(process.execPath, [zkLab, 'zkcli', 'delete', '/hello'], {
    cwd: lab,
    env: speaking('C.UTF-8'),
  });
}

try {
  execFileSync(process.execPath, [zkLab, 'create', ...shape], { cwd: folder, env: speaking('C.UTF-8') });
  execFileSync(process.execPath, [zkLab, 'up', '--provider', 'local'], {
    cwd: lab,
    env: speaking('C.UTF-8'),
  });
  await shown('C.UTF-8', (address) => picture(address, 'light', 'page.png'));
  await shown('C.UTF-8', (address) => picture(address, 'dark', 'page-dark.png'));
  await shown('zh_CN.UTF-8', (address) => picture(address, 'light', 'page.zh-CN.png'));
} finally {
  await browser.close();
  execFileSync(process.execPath, [zkLab, 'destroy', '--yes', '--lab', lab], { env: speaking('C.UTF-8') });
  rmSync(folder, { recursive: true, force: true });
}
