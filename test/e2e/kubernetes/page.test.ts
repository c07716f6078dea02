import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { story } from '../../story.js';
import { useBrowser } from '../../testbed/browser.js';
import { useCluster } from '../../testbed/use-cluster.js';
import { describeWith } from '../../testbed/use-engine.js';
import {
  followStep,
  leads,
  openTerminal,
  type Served,
  serve,
  show,
  shownIn,
  standings,
  startBrowser,
} from '../page/served.js';
import { ClusterLab } from './lab.js';

const testbed = await useBrowser();

await describeWith(
  async () => (testbed.available ? useCluster() : testbed),
  'the page of a lab of pods',
  (cluster) => {
    let lab: ClusterLab;
    let browser: Browser;
    let served: Served;
    beforeAll(async () => {
      lab = await ClusterLab.up(cluster, 'paged', '--until', 'jdk');
      browser = await startBrowser(testbed);
      served = await serve({ dir: lab.dir, variables: { ...process.env, ...lab.env } }, browser);
    });
    afterAll(async () => {
      await served?.close();
      await browser?.close();
      await lab?.remove();
    });

    const three = ['follower', 'follower', 'leader'];

    const { step, aside } = story();

    step(
      'what is left of the guide is done by what it types in terminals, until every step is ticked',
      {
        timeout: 400_000,
      },
      async () => {
        const page = await show(browser, served.own);
        await page.locator('.step[aria-current]').waitFor({ timeout: 90_000 });
        const count = await page.locator('.step').count();
        while ((await page.locator('.step:not(.done)').count()) > 0) {
          const id = await page.locator('.step:not(.done)').first().getAttribute('data-step');
          await followStep(page, id ?? '');
        }
        expect(await page.locator('.progress').textContent()).toBe(`${count} of ${count} done`);
        await expect.poll(() => standings(page)).toEqual(three);
        expect(await lab.zkLab('check')).toSucceed();
      },
    );

    test('a terminal has the size of its place, ends a program with Ctrl-C, and is found again after a reload', async () => {
      const page = await show(browser, served.own);
      await openTerminal(page, 'node2');
      await page.keyboard.type('stty size; hostname; echo $((40+2)) 你好\n');
      await expect.poll(() => shownIn(page)).toMatch(/[1-9]\d* [1-9]\d+\s*node2-0\s*42.*你.*好/);
      await page.keyboard.type('sleep 1000\n');
      await page.keyboard.press('Control+c');
      await page.keyboard.type('echo $((50+3))\n');
      await expect.poll(() => shownIn(page)).toMatch(/53/);
      await page.reload();
      await expect.poll(() => shownIn(page)).toMatch(/53/);
      await page.click('.tab.current .close');
    });

    aside('a leader that is killed by a click has a successor, and healing brings it back', async () => {
      const page = await show(browser, served.own);
      await expect.poll(() => standings(page)).toEqual(three);
      const before = await leads(page);
      await page.click(`[data-node=${before}]`);
      await page.click('[data-do=kill]');
      await page.locator(`[data-node=${before}][data-standing=none]`).waitFor();
      await expect.poll(() => leads(page)).not.toBe(before);
      await page.click('[data-do=heal-all]');
      await expect.poll(() => standings(page)).toEqual(three);
    });

    aside(
      'a pod that is deleted comes back without the server that its learner started, who starts it again',
      async () => {
        const page = await show(browser, served.own);
        await expect.poll(() => standings(page)).toEqual(three);
        await lab.kubectl('delete', 'pod', 'node1-0');
        await expect.poll(() => lab.hostOf('node1').catch(() => '')).not.toBe('');
        await lab.kubectl('wait', '--for=condition=ready', 'pod/node1-0', '--timeout=60s');
        await page.locator('[data-node=node1][data-standing=none]').waitFor();
        await openTerminal(page, 'node1');
        await page.keyboard.type('source /etc/profile; /opt/zookeeper-3.4.9/bin/zkServer.sh start\n');
        await expect.poll(() => standings(page)).toEqual(three);
      },
    );

    aside('znodes are made and seen by a watch, through the ports that lead to pods', async () => {
      const [page, other] = [await show(browser, served.own), await show(browser, served.own)];
      for (const each of [page, other]) await each.click('[data-pane=znodes]');
      await page.fill('input.name', 'seen');
      await page.click('[data-do=create]');
      await other.click('[data-znode="/seen"]');
      await page.click('[data-znode="/seen"]');
      await page.fill('.data', '蓝');
      await page.click('[data-do=save]');
      await expect.poll(() => other.locator('.firings').textContent()).toMatch(/\/seen data changed/);
      expect((await lab.zkLab('zkcli', 'get', '/seen')).stdout).toMatch('蓝');
    });

    test('logs of all pods stand in the order of their times', async () => {
      const page = await show(browser, served.guest);
      await page.click('[data-pane=logs]');
      await expect.poll(async () => new Set(await page.locator('.line .of').allTextContents()).size).toBe(3);
      const times = await page.locator('.line time').allTextContents();
      expect(times).toEqual([...times].sort());
    });

    test('what pods cannot suffer is not offered, or told', async () => {
      const page = await show(browser, served.own);
      await page.click('[data-node=node1]');
      await page.locator('[data-do=pause]').waitFor();
      expect(await page.locator('[data-do=slow], [data-do=cut]').count()).toBe(0);
    });
  },
);
