import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import type { LocalLab } from '../local-lab.js';

/** A page that is served until it is closed. */
export interface Served {
  /** Opens it as its owner, any number of times: with the token that the first opening was given. */
  readonly own: string;
  readonly guest: string;
  close(): Promise<void>;
}

/** Starts `zk-lab page`, and opens it for the first time. */
export async function serve(lab: LocalLab, browser: Browser): Promise<Served> {
  const [program, ...words] = lab.command('page', '--no-open', '--share');
  const child = spawn(program, words, {
    ...{ cwd: lab.dir, env: lab.variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // Not `for await`: that would close the pipe when it is left, and the command ends with its reader.
  const [once_, guest] = await new Promise<string[]>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      const found = text.match(/http:\S+(?=\s)/g);
      if (found?.length === 2) resolve(found);
    });
    child.once('exit', () => reject(new Error(text)));
  });
  const page = await browser.newPage();
  await page.goto(once_ ?? '');
  await page.locator('[data-node]').first().waitFor();
  const token = await page.evaluate<string>("sessionStorage.getItem('token')");
  await page.close();
  return {
    own: `${guest?.split('#')[0]}#${token}`,
    guest: guest ?? '',
    async close() {
      child.kill('SIGINT');
      const [status] = await once(child, 'exit');
      expect(status).toBe(0);
    },
  };
}

/** Shows an address in a window of its own, until the test is over; what the browser complains of is an error. */
export async function show(
  browser: Browser,
  address: string,
  options: BrowserContextOptions = {},
): Promise<Page> {
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

/** What the terminal in sight shows; one that is scrolled out of sight is not drawn anew. */
export async function shownIn(page: Page): Promise<string> {
  const rows = page.locator('.xterm-rows');
  await rows.scrollIntoViewIfNeeded();
  return (await rows.textContent()) ?? '';
}
