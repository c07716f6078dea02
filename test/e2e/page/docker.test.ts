import { execa } from 'execa';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { story } from '../../story.js';
import { useBrowser } from '../../testbed/browser.js';
import { describeWith, useEngine } from '../../testbed/use-engine.js';
import { TestLab } from '../lab.js';
import {
  followStep,
  leads,
  linesIn,
  openTerminal,
  type Served,
  serve,
  show,
  shownIn,
  standings,
  startBrowser,
} from './served.js';

const testbed = await useBrowser();

// On a bare image, whose packages come when it is built: the one that stands in for CentOS (test/testbed) has no vi.
await describeWith(
  async () => (testbed.available ? useEngine() : testbed),
  'the page of a lab on Docker',
  (engine) => {
    let lab: TestLab;
    let browser: Browser;
    let served: Served;
    beforeAll(async () => {
      const options = ['--lab', 'zookeeper-cluster', '--os', 'debian-12', '--jdk-archive', engine.jdk8];
      lab = await TestLab.create('zk-lab', options, engine.env);
      expect(await lab.zkLab('up')).toSucceed();
      browser = await startBrowser(testbed);
      const variables = { ...process.env, ...lab.env };
      served = await serve({ dir: lab.dir, variables }, browser, '--present');
    });
    afterAll(async () => {
      await served?.close();
      await browser?.close();
      await lab?.remove();
    });

    const { step, aside } = story();

    test('--present has larger letters, in terminals too', async () => {
      expect(served.printed).toMatch(/#[\w-]+&present$/);
      const sizes = async (address: string) => {
        const page = await show(browser, address);
        await openTerminal(page, 'node1');
        const size = (of: string) =>
          page.evaluate<string>(`getComputedStyle(document.querySelector('${of}')).fontSize`);
        const found = { page: await size('html'), terminal: await size('.xterm-rows') };
        await page.click('.tab.current .close');
        return found;
      };
      expect(await sizes(served.own)).toEqual({ page: '15px', terminal: '13px' });
      expect(await sizes(`${served.own}&present`)).toEqual({ page: '20px', terminal: '18px' });
    });

    step(
      'the tutorial is done from its guide, in the page’s terminals, until every step is ticked',
      {
        timeout: 400_000,
      },
      async () => {
        const page = await show(browser, served.own);
        await page.locator('.step[aria-current]').waitFor({ timeout: 90_000 });
        expect(await page.locator('.step').count()).toBe(15);
        const answers = [
          [/yes\/no.*\?$|fingerprint:$/, 'yes'],
          [/password:$/, 'vagrant'],
        ] as const;
        while ((await page.locator('.step:not(.done)').count()) > 0) {
          const id = await page.locator('.step:not(.done)').first().getAttribute('data-step');
          await followStep(page, id ?? '', answers);
        }
        expect(await page.locator('.progress').textContent()).toBe('15 of 15 done');
        await expect.poll(() => standings(page)).toEqual(['follower', 'follower', 'leader']);
        expect(await lab.zkLab('check')).toSucceed();
      },
    );

    test('vi edits in Chinese, in a terminal that takes the size of its place', async () => {
      const page = await show(browser, served.own);
      await openTerminal(page, 'node1');
      const columns = async () => {
        await page.keyboard.type('clear; stty size\n');
        await expect.poll(() => shownIn(page)).toMatch(/^\d+ \d+/);
        return Number((await linesIn(page))[0]?.split(' ')[1]);
      };
      const wide = await columns();
      await page.setViewportSize({ width: 900, height: 800 });
      await expect.poll(columns).toBeLessThan(wide);
      await page.keyboard.type('vi note\n');
      await expect
        .poll(async () => (await linesIn(page)).filter((line) => line === '~').length)
        .toBeGreaterThan(3);
      await page.keyboard.type('i你好，集群');
      await page.keyboard.press('Escape');
      await page.keyboard.type(':wq\n');
      await expect.poll(async () => (await linesIn(page)).at(-1)).toMatch(/[$#]$/);
      expect(await lab.on('node1', 'cat note')).toBe('你好，集群');
    });

    aside('a leader that is killed by a click has a successor, and healing brings it back', async () => {
      const page = await show(browser, served.own);
      const before = await leads(page);
      await page.click(`[data-node=${before}]`);
      await page.click('[data-do=kill]');
      await page.locator(`[data-node=${before}][data-standing=none]`).waitFor();
      await expect.poll(() => leads(page)).not.toBe(before);
      await page.click('[data-do=heal-all]');
      await expect.poll(() => standings(page)).toEqual(['follower', 'follower', 'leader']);
    });

    aside(
      'where ports do not answer, the picture is what servers tell the engine, and they are asked there',
      async () => {
        // Those of sshd too: where these answer, ports lead here, and there really is nobody at the others.
        const ports = ['-p', 'tcp', '-m', 'multiport', '--dports', '2181:2183,12181:12183'];
        const rule = [...ports, '-j', 'REJECT', '--reject-with', 'tcp-reset'];
        await execa('iptables', ['-I', 'OUTPUT', ...rule]);
        try {
          await expect(fetch('http://127.0.0.1:2181')).rejects.toThrow(/fetch failed/);
          const page = await show(browser, served.own);
          await expect.poll(() => standings(page)).toEqual(['follower', 'follower', 'leader']);
          await page.click('[data-pane=ask]');
          await page.selectOption('[data-choice=word]', 'mntr');
          await page.click('[data-do=ask]');
          await expect.poll(() => page.locator('.answer').textContent()).toMatch(/zk_version\s+3\.4\.9/);
        } finally {
          await execa('iptables', ['-D', 'OUTPUT', ...rule]);
        }
      },
    );
  },
);
