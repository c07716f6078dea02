import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useBrowser } from '../../testbed/browser.js';
import { inCases } from '../../testbed/everything.js';
import { describeWith } from '../../testbed/use-engine.js';
import { LocalLab } from '../local-lab.js';
import { leads, type Served, serve, show, standings, startBrowser } from './served.js';

const shape = ['--nodes', '9', '--observers', '41', '--client-port', '25681'];
/** As drawn: in the order of the words. */
const ensemble = ({ followers, observers }: { followers: number; observers: number }): string[] => [
  ...Array.from({ length: followers }, () => 'follower'),
  'leader',
  ...Array.from({ length: observers }, () => 'observer'),
];

/** From now on the page notes how long whatever kept it from drawing took: milliseconds each. */
const noteLongTasks = `globalThis.longTasks = [];
  new PerformanceObserver((list) => longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ entryTypes: ['longtask'] });`;

await describeWith(
  () => inCases(useBrowser),
  'the page of fifty servers',
  (chromium) => {
    let lab: LocalLab;
    let browser: Browser;
    let served: Served;
    beforeAll(async () => {
      lab = await LocalLab.create('fifty', [...shape, '--zookeeper', '3.9', '--jdk', '17']);
      await lab.up();
      lab = await lab.byNewcomer();
      browser = await startBrowser(chromium);
      served = await serve(lab, browser);
    });
    afterAll(async () => {
      await served?.close();
      await browser?.close();
      await lab?.remove();
    });

    test('each is drawn as it stands, an election and its end are seen, and the page stays at hand', async () => {
      const page = await show(browser, served.own);
      await expect.poll(() => standings(page)).toEqual(ensemble({ followers: 8, observers: 41 }));
      await page.evaluate(noteLongTasks);
      const before = await leads(page);
      expect(before).toBe((await lab.status()).leader);

      await page.click(`[data-node=${before}]`);
      await page.click('[data-do=kill]');
      await page.locator(`[data-node=${before}]:is([data-standing=none], [data-standing=down])`).waitFor();
      await expect.poll(() => leads(page)).not.toBe(before);
      await expect
        .poll(async () => (await standings(page)).filter((standing) => !/^(none|down)$/.test(standing ?? '')))
        .toEqual(ensemble({ followers: 7, observers: 41 }));

      await page.click('[data-node=node50]');
      await page.click('[data-do=pause]');
      await page.locator('[data-node=node50].frozen').waitFor();
      await page.click('[data-do=heal-all]');
      await expect.poll(() => standings(page)).toEqual(ensemble({ followers: 8, observers: 41 }));
      const longest = Math.max(0, ...(await page.evaluate<number[]>('longTasks')));
      console.log(`the longest task of the page of fifty: ${longest} ms`);
    });

    test('a terminal on any of them, and on a second page what the first has done', async () => {
      const [page, other] = [await show(browser, served.own), await show(browser, served.guest)];
      await page.locator('[data-node=node37]').click();
      await page.locator('.actions [data-do=terminal]').click();
      await expect.poll(() => other.locator('.tab').count()).toBe(1);
      await expect.poll(() => standings(other)).toEqual(ensemble({ followers: 8, observers: 41 }));
      await page.click('.tab .close');
      await expect.poll(() => other.locator('.tab').count()).toBe(0);
    });
  },
);
