import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { useBrowser } from '../equipment/browser.js';
import { LocalLab } from './local-lab.js';

const equipment = await useBrowser();
if (!equipment.available) console.warn(`the page is not tested: ${equipment.reason}`);

describe.skipIf(!equipment.available)('the page in a browser', () => {
  let lab: LocalLab;
  let browser: Browser;
  beforeAll(async () => {
    const options = ['--client-port', '25681', '--zookeeper', '3.9', '--jdk', '17'];
    lab = await LocalLab.create('shown', options);
    await lab.up();
    const executablePath = equipment.available ? equipment.program : '';
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });
  afterAll(async () => {
    await browser?.close();
    await lab?.remove();
  });

  /** Starts `zk-lab page`. @returns the addresses that it tells, until the test is over */
  function serve(...options: string[]): Promise<string[]> {
    const [program, ...words] = lab.command('page', '--no-open', '--share', ...options);
    const child = spawn(program, words, {
      cwd: lab.dir,
      env: lab.variables,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(async () => {
      child.kill('SIGINT');
      const [status] = await once(child, 'exit');
      expect(status).toBe(0);
    });
    // Not `for await`: that would close the pipe when it is left, and the command ends with its reader.
    return new Promise((resolve, reject) => {
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += chunk;
        const found = text.match(/http:\S+(?=\s)/g);
        if (found?.length === 2) resolve(found);
      });
      child.once('exit', () => reject(new Error(text)));
    });
  }

  /** Shows an address in a window of its own; what the browser complains of is an error. */
  async function show(address: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1360, height: 940 }, ...options });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    onTestFinished(async () => {
      await context.close();
      expect(complaints).toEqual([]);
    });
    await page.goto(address);
    return page;
  }

  const leaderOn = (page: Page) =>
    page.locator('[data-standing=leader]:not(.frozen)').getAttribute('data-node');

  test('draws who leads; a leader killed by a click has a successor, and healing brings it back', async () => {
    const [own = ''] = await serve();
    const page = await show(own);
    const before = await leaderOn(page);
    expect(before).toBe((await lab.status()).leader);
    await page.click(`[data-node=${before}]`);
    await page.click('[data-do=kill]');
    await page.locator(`[data-node=${before}][data-standing=none]`).waitFor();
    await expect.poll(() => leaderOn(page)).not.toBe(before);
    expect(await page.locator('.band[data-fault=kill]').count()).toBe(1);
    await page.click('[data-do=heal-all]');
    await page.locator(`[data-node=${before}][data-standing=follower]`).waitFor();
  });

  test('draws a cut and a frozen server, and their end', async () => {
    const [own = ''] = await serve();
    const page = await show(own);
    await page.locator('[data-standing=leader]').waitFor();
    await page.click('[data-node=node1]');
    await page.click('[data-do=cut]');
    await expect.poll(() => page.locator('.cut').count()).toBe(2);
    await page.click('[data-node=node2]');
    await page.click('[data-do=pause]');
    await page.locator('[data-node=node2].frozen').waitFor();
    await page.click('[data-do=heal-all]');
    await expect.poll(() => page.locator('.cut, .frozen').count()).toBe(0);
  });

  test('a terminal takes what is typed, is found again after a reload, and seen by who looks on', async () => {
    const [own = '', guest = ''] = await serve();
    const page = await show(own);
    await page.click('[data-open=node1]');
    const rows = page.locator('.xterm-rows');
    await expect.poll(() => rows.textContent()).toMatch(/[$#]/);
    await page.click('.host');
    await page.keyboard.type('echo $((40+2)) 你好\n');
    await expect.poll(() => rows.textContent()).toMatch(/42.*你.*好/);
    await page.reload();
    await expect.poll(() => rows.textContent()).toMatch(/42.*你.*好/);

    const other = await show(guest, { viewport: { width: 390, height: 800 } });
    await expect.poll(() => other.locator('.xterm-rows').textContent()).toMatch(/42/);
    expect(await other.locator('[data-open], [data-do]').count()).toBe(0);
    await other.click('.host');
    await other.keyboard.type('exit\n');
    const wide = await other.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(wide).toBe(false);
    await page.click('.host');
    await page.keyboard.type('echo $((50+3))\n');
    await expect.poll(() => other.locator('.xterm-rows').textContent()).toMatch(/53/);
  });

  test('the guide ticks what is done, and types for whoever asks', async () => {
    const [own = ''] = await serve();
    const page = await show(own);
    await expect.poll(() => page.locator('.step.done').count()).toBeGreaterThan(4);
    await page.locator('.step').last().click();
    const typing = page.locator('.code button.primary').first();
    expect(await typing.textContent()).toContain('Type it');
    await typing.click();
    await expect
      .poll(() => page.locator('.xterm-rows').textContent(), { timeout: 20_000 })
      .toMatch(/zk|ls|sh/);
  });
});
