import { appendFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { useBrowser } from '../../testbed/browser.js';
import { LocalLab } from '../local-lab.js';
import { attempts, foreignSite } from './foreign.js';
import { followStep, type Served, serve, show, shownIn, startBrowser } from './served.js';

const testbed = await useBrowser();
if (!testbed.available) console.warn(`the page is not tested: ${testbed.reason}`);

const shape = ['--zookeeper', '3.9', '--jdk', '17'];
const phone = { width: 390, height: 800 };

describe.skipIf(!testbed.available)('the page in a browser', () => {
  let lab: LocalLab;
  let browser: Browser;
  let served: Served;
  beforeAll(async () => {
    lab = await LocalLab.create('shown', ['--client-port', '25681', ...shape]);
    await lab.up();
    lab = await lab.byNewcomer();
    browser = await startBrowser(testbed);
    served = await serve(lab, browser);
  });
  afterAll(async () => {
    await served?.close();
    await browser?.close();
    await lab?.remove();
  });

  const leaderOn = (page: Page) =>
    page.locator('[data-standing=leader]:not(.frozen)').getAttribute('data-node');

  test('draws who leads; a leader killed by a click has a successor, and healing brings it back', async () => {
    const page = await show(browser, served.own);
    const before = await leaderOn(page);
    expect(before).toBe((await lab.status()).leader);
    await page.click(`[data-node=${before}]`);
    await page.click('[data-do=kill]');
    await page.locator(`[data-node=${before}]:is([data-standing=none], [data-standing=down])`).waitFor();
    await expect.poll(() => leaderOn(page)).not.toBe(before);
    await expect.poll(() => page.locator('.band[data-fault=kill]').count()).toBe(1);
    await page.click('[data-do=heal-all]');
    await page.locator(`[data-node=${before}][data-standing=follower]`).waitFor();
  });

  test('a link is cut and healed by clicks; a slow and a frozen server are drawn, and their end', async () => {
    const page = await show(browser, served.own);
    const leader = await leaderOn(page);
    const follower = leader === 'node1' ? 'node2' : 'node1';
    await clickMiddle(page, `[data-link="${[leader, follower].sort().join(' ')}"] .hold`);
    await page.click('[data-do=cut]');
    await expect.poll(() => page.locator('.cut').count()).toBe(1);
    await page.click('[data-do=heal]');
    await expect.poll(() => page.locator('.cut').count()).toBe(0);
    await page.click('[data-node=node1]');
    await page.click('[data-do=slow]');
    await page.locator('[data-node=node1].faulty').waitFor();
    await page.click('[data-node=node2]');
    await page.click('[data-do=pause]');
    await page.locator('[data-node=node2].frozen').waitFor();
    await page.click('[data-do=heal-all]');
    await expect.poll(() => page.locator('.faulty, .frozen').count()).toBe(0);
    await page.locator('[data-standing=leader]').waitFor();
  });

  test('a terminal takes what is typed, is found again after a reload, and seen by who looks on', async () => {
    const page = await show(browser, served.own);
    await page.click('[data-open=node1]');
    await expect.poll(() => shownIn(page)).toMatch(/[$#]/);
    await page.click('.host');
    await page.keyboard.type('echo $((40+2)) 你好\n');
    await expect.poll(() => shownIn(page)).toMatch(/42.*你.*好/);
    await page.reload();
    await expect.poll(() => shownIn(page)).toMatch(/42.*你.*好/);

    const other = await show(browser, served.guest, { viewport: phone });
    await expect.poll(() => shownIn(other)).toMatch(/42/);
    expect(await other.locator('[data-open], [data-do]:not([data-do=next-step]), [data-link]').count()).toBe(
      0,
    );
    await other.click('.host');
    await other.keyboard.type('exit\n');
    expect(await other.evaluate('document.documentElement.scrollWidth > innerWidth')).toBe(false);
    await page.click('.host');
    await page.keyboard.type('echo $((50+3))\n');
    await expect.poll(() => shownIn(other)).toMatch(/53/);
    await page.click('.tab .close');
    await other.locator('.xterm-rows').waitFor({ state: 'detached' });
  });

  test('without a mouse: a node is chosen, a terminal opened, typed into and left', async () => {
    const page = await show(browser, served.own);
    await page.locator('[data-node=node2]').waitFor();
    const until = async (selector: string) => {
      for (let presses = 0; presses < 120; presses++) {
        if (await page.evaluate<boolean>(`document.activeElement?.matches('${selector}') ?? false`)) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`no Tab leads to ${selector}`);
    };
    await until('[data-node=node2]');
    await page.keyboard.press('Enter');
    await until('.actions [data-do=terminal]');
    await page.keyboard.press('Enter');
    await expect.poll(() => shownIn(page)).toMatch(/[$#]/);
    await until('.xterm-helper-textarea');
    await page.keyboard.type('echo $((70+7))\n');
    await expect.poll(() => shownIn(page)).toMatch(/77/);
    await page.keyboard.press('F6');
    await until('.tab.current .close');
    await page.keyboard.press('Enter');
    await page.locator('.xterm').waitFor({ state: 'detached' });
    await until('[data-pane=terminals]');
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-znode="/"]').waitFor();
  });

  test('znodes are made, edited as text, JSON and hex, and a watch fires where another one edits', async () => {
    const page = await show(browser, served.own);
    const other = await show(browser, served.own);
    for (const each of [page, other]) await each.click('[data-pane=znodes]');
    await page.fill('input.name', 'seen');
    await page.click('[data-do=create]');
    await page.click('[data-znode="/seen"]');
    await page.fill('.data', '{"colour": "蓝"}');
    await page.click('[data-do=save]');
    await other.click('[data-znode="/seen"]');
    await other.click('[data-view=json]');
    await expect.poll(() => other.locator('.data').inputValue()).toBe('{\n  "colour": "蓝"\n}');
    await other.click('[data-view=hex]');
    await other.fill('.data', '00 ff');
    await other.click('[data-do=save]');
    await expect.poll(() => page.locator('.firings').textContent()).toMatch(/\/seen data changed/);
    await expect.poll(() => page.locator('.data').inputValue()).toBe('00 ff');
    expect(await page.locator('.stat').textContent()).toMatch(/version2/);
    expect(await page.locator('.whose').textContent()).toMatch(/shown.*25681/);
    expect(await lab.cli('node1', 'stat', '/seen')).toMatch(/dataLength = 2/);
    await page.click('[data-do=remove]');
    await page.click('[data-do=remove]');
    await other.locator('[data-znode="/seen"]').waitFor({ state: 'detached' });
  });

  test('a page of another origin, and a name that was made to lead here, are told nothing and end nothing', async () => {
    const site = await foreignSite();
    onTestFinished(() => site.close());
    const misled = await startBrowser(testbed, '--host-resolver-rules=MAP evil.example 127.0.0.1');
    onTestFinished(() => misled.close());
    const [origin = '', token = ''] = served.guest.split('#');
    const evil = origin.replace('127.0.0.1', 'evil.example');
    const page = await misled.newPage();
    const refused = { framed: 'closed', connected: 'closed 1006', script: 'refused' };
    await page.goto(site.address);
    expect(await page.evaluate(attempts(origin, token))).toEqual({
      ...{ read: 'failed', posted: 'failed', blind: 'failed', ...refused },
    });
    expect((await page.goto(evil))?.status()).toBe(403);
    expect(await page.evaluate(attempts(evil, token))).toEqual({
      ...{ read: 'basic 403', posted: 'basic 403', blind: 'basic 403', ...refused },
    });
    const own = await show(browser, served.guest);
    await own.locator('[data-standing=leader]').waitFor();
  });

  test('an address that was used up leaves a tab as it was; elsewhere it opens nothing', async () => {
    const page = await show(browser, served.own);
    await page.click('[data-pane=znodes]');
    await page.locator('[data-znode="/zookeeper"]').waitFor();
    await page.goto(served.printed);
    await page.locator('.stat').waitFor({ state: 'detached' });
    await page.locator('.stat').waitFor();
    const other = await show(browser, served.printed);
    await expect.poll(() => other.locator('body').textContent()).toMatch(/not valid any more/);
  });

  test('a page tells when zk-lab page stands still, and when it was ended', async () => {
    const own = await serve(lab, browser);
    const page = await show(browser, own.own);
    await page.locator('[data-standing=leader]').waitFor();
    // The page is there once its terminals are, which are read last.
    const terminals =
      "performance.getEntriesByType('resource').some(({ name, responseEnd }) => /shells/.test(name) && responseEnd > 0)";
    await expect.poll(() => page.evaluate(terminals)).toBe(true);
    process.kill(own.pid, 'SIGSTOP');
    try {
      await page.locator('.lost', { hasText: 'does not answer just now' }).waitFor();
    } finally {
      process.kill(own.pid, 'SIGCONT');
    }
    await page.locator('.lost').waitFor({ state: 'detached' });
    await own.close();
    await page.locator('.lost', { hasText: 'was ended' }).waitFor();
    await page.click('[data-node=node1]');
    await page.click('[data-do=kill]');
    await page.locator('.notes', { hasText: 'Nothing was done' }).waitFor();
  });

  test('logs of all nodes stand in the order of their times, and are filtered; servers answer', async () => {
    const page = await show(browser, served.guest);
    await page.click('[data-pane=logs]');
    // Each node's lines come when they come.
    await expect.poll(() => page.locator('.line').count()).toBeGreaterThan(50);
    await expect.poll(async () => new Set(await page.locator('.line .of').allTextContents()).size).toBe(3);
    const times = await page.locator('.line time').allTextContents();
    expect(times).toEqual([...times].sort());
    await page.fill('[data-filter]', 'LEADING');
    await expect
      .poll(async () =>
        (await page.locator('.line span').allTextContents()).every((line) => /leading/i.test(line)),
      )
      .toBe(true);
    await page.click('[data-pane=ask]');
    await page.click('[data-do=ask]');
    await expect.poll(() => page.locator('.answer').textContent()).toMatch(/Zookeeper version: 3\.9/);
    await page.selectOption('[data-choice=word]', 'mntr');
    await page.click('[data-do=ask]');
    await expect.poll(() => page.locator('.notes').textContent()).toMatch(/whitelist/);
  });

  test('an AdminServer answers what is not in the whitelist, and none answers for another server', async () => {
    const options = ['--nodes', '2', '--client-port', '25881', ...shape];
    const asked = await lab.beside('asked', options);
    try {
      // All servers of one machine are told the same port, and one of them has it.
      const settings = ['admin.enableServer=true', 'admin.serverPort=25890', 'admin.commandURL=/asked'];
      await appendFile(join(asked.dir, 'config', 'zoo.cfg'), `${settings.join('\n')}\n`);
      await asked.up();
      const page = await show(browser, served.own);
      await page.click('[data-do=labs]');
      await page.click(`[data-lab="${asked.dir}"]`);
      await expect.poll(() => page.locator('h1').textContent()).toBe('asked');
      await page.click('[data-pane=ask]');
      const conf = (await (await fetch('http://127.0.0.1:25890/asked/configuration')).json()) as {
        client_port: number;
      };
      const [has, hasNot] = conf.client_port === 25881 ? ['node1', 'node2'] : ['node2', 'node1'];
      await page.selectOption('[data-choice=node]', has);
      for (const [word, answer] of [
        ['mntr', /"znode_count": 5/],
        ['conf', /"server_id": [12]/],
        ['cons', /"connections": \[/],
        ['envi', /"java\.version": "17/],
        ['wchs', /"num_total_watches": 0/],
        ['stat', /"server_stats": \{/],
        ['dump', /"session_ids?|"expiry_time/],
        ['ruok', /"error": null/],
      ] as const) {
        await page.selectOption('[data-choice=word]', word);
        await page.click('[data-do=ask]');
        await page.locator('.shown-ask .quiet', { hasText: `${has} to ${word}` }).waitFor();
        expect(await page.locator('.answer').textContent(), word).toMatch(answer);
      }
      await page.selectOption('[data-choice=node]', hasNot);
      await page.click('[data-do=ask]');
      await expect.poll(() => page.locator('.notes').textContent()).toMatch(/whitelist/);
      expect(await readFile(join(asked.dir, 'local', has, 'conf', 'zoo.cfg'), 'utf8')).not.toMatch(/4lw/);
    } finally {
      await asked.zkLab('destroy', '--yes');
    }
  });

  test('a storm is begun, its picture grows, and the verdict holds', async () => {
    const page = await show(browser, served.own);
    await page.click('[data-pane=storm]');
    await page.fill('[data-storm-seconds]', '5');
    await page.click('[data-do=storm]');
    await expect.poll(() => page.locator('.storm .done').count()).toBeGreaterThan(1);
    await page.locator('[data-verdict=true]').waitFor({ timeout: 60_000 });
    expect(await page.locator('.storm .hit').count()).toBeGreaterThan(0);
  });

  const inChinese = () =>
    serve({ dir: lab.dir, variables: { ...lab.variables, LANG: 'zh_CN.UTF-8' } }, browser);

  test.each([
    ['light', undefined, 'en'],
    ['dark', undefined, 'zh-CN'],
    ['light', phone, 'zh-CN'],
  ] as const)('axe finds nothing serious: %s, %o, %s', async (colorScheme, viewport, language) => {
    const of = language === 'en' ? served : await inChinese();
    if (of !== served) onTestFinished(() => of.close());
    const page = await show(browser, of.own, { colorScheme, ...(viewport && { viewport }) });
    await expect.poll(() => page.locator('[data-standing=leader], [data-standing=follower]').count()).toBe(3);
    await page.locator('.guide .place').waitFor();
    expect(await page.evaluate('document.documentElement.lang')).toBe(language);
    await page.evaluate(axe.source);
    for (const pane of ['terminals', 'znodes', 'logs', 'ask', 'storm']) {
      await page.click(`[data-pane=${pane}]`);
      await page.click('[data-node=node1]');
      const found = await page.evaluate<string[]>(`axe.run().then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + ' ' + target + ' ' + failureSummary)))`);
      expect(found, pane).toEqual([]);
    }
  });

  test('another lab is chosen, and its guide done by what it types, until every step is ticked', async () => {
    const learnt = await lab.beside('learnt', ['--until', 'zookeeper', '--client-port', '25781', ...shape]);
    try {
      const page = await show(browser, served.own);
      await page.click('[data-do=labs]');
      await page.click(`[data-lab="${learnt.dir}"]`);
      await expect.poll(() => page.locator('h1').textContent()).toBe('learnt');
      await page.locator('.not-up', { hasText: `zk-lab up in ${learnt.dir}` }).waitFor();
      await learnt.up();
      await page.locator('.not-up').waitFor({ state: 'detached' });
      await page.locator('.step[aria-current]').waitFor();
      const count = await page.locator('.step').count();
      while ((await page.locator('.step:not(.done)').count()) > 0) {
        const id = await page.locator('.step:not(.done)').first().getAttribute('data-step');
        await followStep(page, id ?? '');
      }
      expect(await page.locator('.progress').textContent()).toBe(`${count} of ${count} done`);
      await page.locator('[data-standing=leader]').waitFor();
    } finally {
      await learnt.zkLab('destroy', '--yes');
    }
  });
});

/** Clicks where a line is farthest from what it leads to. A level one has no height that could be clicked. */
async function clickMiddle(page: Page, line: string): Promise<void> {
  const box = `document.querySelector(${JSON.stringify(line)}).getBoundingClientRect()`;
  await page.locator(line).waitFor({ state: 'attached' });
  const [x = 0, y = 0] = await page.evaluate<number[]>(
    `(({ x, y, width, height }) => [x + width / 2, y + height / 2])(${box})`,
  );
  await page.mouse.click(x, y);
}
