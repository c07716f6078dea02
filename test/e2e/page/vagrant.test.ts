import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { useBrowser } from '../../testbed/browser.js';
import { inCases } from '../../testbed/everything.js';
import { describeWith } from '../../testbed/use-engine.js';
import { useVagrant } from '../../testbed/use-vagrant.js';
import { VagrantLab } from '../vagrant-lab.js';
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
} from './served.js';

const testbed = await useBrowser();

// Vagrant's own docker provider: every terminal, and every look at a node, is a login over SSH.
await describeWith(
  () => inCases(async () => (testbed.available ? useVagrant('docker') : testbed)),
  'the page of a lab under Vagrant',
  (vagrant) => {
    let lab: VagrantLab;
    let browser: Browser;
    let served: Served;
    beforeAll(async () => {
      lab = await VagrantLab.create(vagrant, ['--lab', 'zookeeper-cluster']);
      await lab.up();
      browser = await startBrowser(testbed);
      served = await serve({ dir: lab.dir, variables: lab.variables }, browser);
    });
    afterAll(async () => {
      await served?.close();
      await browser?.close();
      await lab?.remove();
    });

    test('bare machines are drawn as such; a terminal is root’s on its machine, and found again after a reload', async () => {
      const page = await show(browser, served.own);
      await expect.poll(() => standings(page)).toEqual(['none', 'none', 'none']);
      await openTerminal(page, 'node2');
      await page.keyboard.type('echo $(id -un) on $(uname -n) 你好\n');
      await expect.poll(() => shownIn(page)).toMatch(/root on node2 你.*好/);
      await page.reload();
      await expect.poll(() => shownIn(page)).toMatch(/root on node2 你.*好/);
      await page.click('.tab .close');
      await page.locator('.tab').waitFor({ state: 'detached' });
    });

    test('a step is ticked when its command was typed from the guide', async () => {
      const page = await show(browser, served.own);
      const step = page.locator('.step:not(.done)').first();
      await step.waitFor({ timeout: 90_000 });
      const id = (await step.getAttribute('data-step')) ?? '';
      const done = await page.locator('.step.done').count();
      await followStep(page, id);
      await expect.poll(() => page.locator('.step.done').count()).toBe(done + 1);
      expect(await page.locator('.tab').count()).toBe(3);
    });

    test('steps that are done elsewhere are ticked, and the ensemble is drawn; a leader killed by a click has a successor', {
      timeout: 400_000,
    }, async () => {
      const page = await show(browser, served.own);
      expect(await lab.zkLab('solve')).toSucceed();
      const progress = page.locator('.progress', { hasText: '15 of 15 done' });
      await progress.waitFor({ timeout: 60_000 });
      await expect.poll(() => standings(page)).toEqual(['follower', 'follower', 'leader']);
      const before = await leads(page);
      await page.click(`[data-node=${before}]`);
      await page.click('[data-do=kill]');
      await page.locator(`[data-node=${before}][data-standing=none]`).waitFor();
      await expect.poll(() => leads(page)).not.toBe(before);
      await expect.poll(() => page.locator('.band[data-fault=kill]').count()).toBe(1);
      await page.click('[data-do=heal-all]');
      await expect.poll(() => standings(page)).toEqual(['follower', 'follower', 'leader']);
    });
  },
);
