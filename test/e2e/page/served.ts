import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect, inject, onTestFinished } from 'vitest';
import type { useBrowser } from '../../testbed/browser.js';

/** A page that is served until it is closed. */
export interface Served {
  /** Opens it as its owner, any number of times: with the token that the first opening was given. */
  readonly own: string;
  readonly guest: string;
  /** What was printed for its owner, and is worth nothing by now. */
  readonly printed: string;
  /** Of `zk-lab page`. */
  readonly pid: number;
  close(): Promise<void>;
}

/** A lab's folder, and what its commands are told by their environment. */
interface OnPage {
  readonly dir: string;
  readonly variables: NodeJS.ProcessEnv;
}

/** Starts the browser that was found. @throws Error where none was, which is found out before tests are run */
export function startBrowser(
  found: Awaited<ReturnType<typeof useBrowser>>,
  ...options: string[]
): Promise<Browser> {
  if (!found.available) throw new Error(found.reason);
  return chromium.launch({ executablePath: found.program, args: ['--no-sandbox', ...options] });
}

/** Starts `zk-lab page` with these options, and opens it for the first time. */
export async function serve(lab: OnPage, browser: Browser, ...options: string[]): Promise<Served> {
  const words = [inject('testbed').cli, 'page', '--no-open', '--share', ...options];
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
    pid: child.pid ?? 0,
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
  // By then it has also been told which terminals there are from before.
  await page.locator('[data-standing]:not([data-standing=unheard])').first().waitFor();
  const before = await page.locator('.tab').count();
  await page.click(`[data-open=${node}]`);
  await expect.poll(() => page.locator('.tab').count()).toBe(before + 1);
  await expect.poll(async () => (await linesIn(page)).at(-1)).toMatch(/[$#]$/);
  await page.click('.host');
}

/** A question that a program asks in a terminal, as the last line there, and what a learner answers. */
export type Answers = readonly (readonly [question: RegExp, answer: string])[];

/** How the servers of all nodes stand, as drawn, in the order of the words: the same whoever leads. */
export const standings = (page: Page): Promise<(string | null)[]> =>
  page
    .locator('.node')
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute('data-standing')).sort());

/** The node that leads, as drawn. */
export const leads = (page: Page): Promise<string | null> =>
  page.locator('[data-standing=leader]:not(.frozen)').getAttribute('data-node');

/** What a step's page has one type, typed from the page, one block after the other, until the step is ticked. */
export async function followStep(page: Page, id: string, answers: Answers = []): Promise<void> {
  const learner = new Learner(page, answers);
  await page.click(`.step[data-step="${id}"]`);
  await page.locator(`.step[data-step="${id}"][aria-current]`).waitFor();
  const blocks = await page.locator('.code button.primary').count();
  for (let block = 0; block < blocks; block++) {
    await page.locator('.code button.primary').nth(block).click();
    // Seen once, a prompt may be the one of before.
    const busy = async () => [...(await learner.look()), ...(await learner.look())];
    await expect.poll(busy, { timeout: 90_000, message: `block ${block} of ${id}` }).toEqual([]);
  }
  const done = page.locator(`.step.done[data-step="${id}"]`);
  const left = async () => ((await done.count()) > 0 ? [] : [id, ...(await learner.look())]);
  await expect.poll(left, { timeout: 90_000 }).toEqual([]);
}

/** Until a terminal that came in sight is drawn: it notices that in one frame, and draws in another. */
const drawn = `new Promise((resolve) => {
  const wait = (frames) => frames === 0 ? resolve() : requestAnimationFrame(() => wait(frames - 1));
  wait(3);
})`;

class Learner {
  /** What a terminal showed when a question there was answered, by its title. */
  private readonly answered = new Map<string, string>();

  constructor(
    private readonly page: Page,
    private readonly answers: Answers,
  ) {}

  /** Looks at each terminal, and answers what is asked there. @returns what those show that do not wait for a command */
  async look(): Promise<string[]> {
    const busy: string[] = [];
    for (const tab of await this.page.locator('.tab .title').all()) {
      const title = (await tab.textContent()) ?? '';
      if ((await tab.getAttribute('aria-pressed')) !== 'true') {
        await tab.click();
        await this.page.locator(`.tab.current [data-terminal="${title}"]`).waitFor();
        await this.page.evaluate(drawn);
      }
      const lines = await linesIn(this.page);
      const last = lines.at(-1) ?? '';
      if (/[$#]$/.test(last)) continue;
      const shown = `${title}: ${lines.slice(-8).join('\n')}`;
      busy.push(shown);
      const answer = this.answers.find(([question]) => question.test(last))?.[1];
      if (answer === undefined || this.answered.get(title) === shown) continue;
      this.answered.set(title, shown);
      await this.page.click('.host');
      await this.page.keyboard.type(`${answer}\n`);
    }
    return busy;
  }
}
