import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';

/** A page that is served until it is closed. */
export interface Served {
  /** Opens it as its owner, any number of times: with the token that the first opening was given. */
  readonly own: string;
  readonly guest: string;
  /** What was printed for its owner, and is worth nothing by now. */
  readonly printed: string;
  close(): Promise<void>;
}

/** A lab's folder, and what its commands are told by their environment. */
interface OnPage {
  readonly dir: string;
  readonly variables: NodeJS.ProcessEnv;
}

/** Starts `zk-lab page` with these options, and opens it for the first time. */
export async function serve(lab: OnPage, browser: Browser, ...options: string[]): Promise<Served> {
  const words = [inject('equipment').cli, 'page', '--no-open', '--share', ...options];
  const child = spawn('node', words, {
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
    printed: once_ ?? '',
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

/** The lines of the terminal in sight that show anything. */
export async function linesIn(page: Page): Promise<string[]> {
  const lines = await page.locator('.xterm-rows > div').allTextContents();
  return lines.map((line) => line.replaceAll('\u00a0', ' ').trimEnd()).filter((line) => line !== '');
}

/** Opens a terminal on a node, waits for its prompt, and goes into it. */
export async function openTerminal(page: Page, node: string): Promise<void> {
  const before = await page.locator('.tab').count();
  await page.click(`[data-open=${node}]`);
  await expect.poll(() => page.locator('.tab').count()).toBe(before + 1);
  await expect.poll(async () => (await linesIn(page)).at(-1)).toMatch(/[$#]$/);
  await page.click('.host');
}

/** What a step's page has one type, typed from the page, one block after the other; questions are answered as a learner does. */
export async function followStep(
  page: Page,
  id: string,
  answers: readonly (readonly [RegExp, string])[] = [],
) {
  await page.click(`.step[data-step="${id}"]`);
  await page.locator(`.step[data-step="${id}"][aria-current]`).waitFor();
  const blocks = await page.locator('.code button.primary').count();
  for (let block = 0; block < blocks; block++) {
    await page.locator('.code button.primary').nth(block).click();
    await expect.poll(() => areIdle(page, answers), { timeout: 120_000 }).toBe(true);
  }
  await page.locator(`.step.done[data-step="${id}"]`).waitFor({ timeout: 90_000 });
}

/** Looks at each terminal: whether all wait for a command. Answers what is asked there. */
async function areIdle(page: Page, answers: readonly (readonly [RegExp, string])[]): Promise<boolean> {
  let idle = true;
  for (const tab of await page.locator('.tab .title').all()) {
    await tab.click();
    await page.locator('.tab.current .title', { hasText: (await tab.textContent()) ?? '' }).waitFor();
    const last = (await linesIn(page)).at(-1) ?? '';
    if (/[$#]$/.test(last)) continue;
    idle = false;
    const answer = answers.find(([question]) => question.test(last))?.[1];
    if (answer === undefined) continue;
    await page.click('.host');
    await page.keyboard.type(`${answer}\n`);
  }
  return idle;
}
