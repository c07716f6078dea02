import { sentence } from '../messages/index.js';
import { type Lab, namesOf } from '../model/lab.js';
import type { CheckOptions, LabCheck } from '../verbs/check.js';
import { guide } from '../verbs/guide.js';
import { watchCheck } from '../verbs/watch-check.js';
import { checkLines, isDone, titleLine } from './check-lines.js';
import { markdownLines } from './markdown.js';
import type { Output } from './output.js';
import { withProgress } from './progress.js';
import type { Session } from './run.js';
import { type Key, openScreen } from './screen.js';
import { drawn } from './watch-screen.js';

/** How it is shown. */
export interface Showing {
  readonly json: boolean;
  /** Whether the step that comes next has its hint. */
  readonly hinted: boolean;
}

/** The page of the step that comes next, or what stands at the end, as Markdown. */
async function pageOf(lab: Lab, { next }: LabCheck, options: CheckOptions, { signal }: Session) {
  const step = next?.check ?? null;
  const page = await guide(lab, { provider: options.provider, step }, { signal, emit: () => {} });
  return page.markdown;
}

/** Tells what became of it since the last time, and the next page; all of it the first time. */
async function told(
  lab: Lab,
  before: LabCheck | undefined,
  now: LabCheck,
  options: CheckOptions,
  session: Session,
): Promise<void> {
  const { output } = session;
  const open = new Set(before?.checks.filter((check) => !isDone(check)).map(({ id }) => id));
  const fresh = now.checks.filter((check) => open.has(check.id) && isDone(check));
  const lines = before ? fresh.map(({ title }) => `  ✔ ${title}`) : checkLines(now, output);
  for (const line of lines) output.print(line);
  if (before !== undefined && before.next?.check === now.next?.check) return;
  output.print();
  for (const line of markdownLines(await pageOf(lab, now, options, session), output)) output.print(line);
}

/** Where a page begins that was moved by a key. */
function moved(from: number, key: Key, { shown, last }: { shown: number; last: number }): number {
  const step = Math.max(1, shown - 1);
  const to = {
    up: from - 1,
    down: from + 1,
    'page-up': from - step,
    'page-down': from + step,
    begin: 0,
    end: last,
  }[key];
  return Math.max(0, Math.min(to, last));
}

/** Draws in the terminal whatever comes, and leaves what stands at the end, or how far the learner came. */
async function showOnScreen(
  lab: Lab,
  options: CheckOptions,
  { hinted }: Showing,
  session: Session,
): Promise<LabCheck | undefined> {
  const { signal, output } = session;
  let now: LabCheck | undefined;
  let markdown = '';
  let from = 0;
  let extent = { shown: 0, last: 0 };
  const redraw = (): void => {
    if (now === undefined) return;
    const page = markdownLines(markdown, output);
    const picture = drawn({ now, page, from, keys: screen.keys, hinted }, output);
    extent = picture;
    from = Math.min(from, picture.last);
    screen.draw(picture.lines);
  };
  const looking = watchCheck(lab, options, signal);
  // What is wrong from the beginning is told where the user reads it; where no server serves, the first look takes seconds.
  const first = await withProgress(session, ({ emit }) => {
    emit({ type: 'step', title: sentence('check.looking', { nodes: namesOf(lab.nodes) }) });
    return looking.next();
  });
  const screen = openScreen({
    redraw,
    pressed: (key) => {
      from = moved(from, key, extent);
      redraw();
    },
  });
  try {
    for (let each = first; !each.done; each = await looking.next()) {
      const another = now?.next?.check !== each.value.next?.check;
      if (another || now === undefined) {
        markdown = await pageOf(lab, each.value, options, session);
        from = 0;
      }
      now = each.value;
      redraw();
    }
  } finally {
    screen.close();
  }
  if (now?.done) leaveEnd(now, markdown, output);
  else if (now !== undefined) output.print(titleLine(now, output));
  return now;
}

function leaveEnd(now: LabCheck, markdown: string, output: Output): void {
  for (const line of [...checkLines(now, output), '', ...markdownLines(markdown, output)]) output.print(line);
}

/**
 * Follows the learner: each step is ticked when it is done, and the next page shown.
 * @returns the exit status
 */
export async function showCheck(
  lab: Lab,
  options: CheckOptions,
  showing: Showing,
  session: Session,
): Promise<number> {
  const { signal, output } = session;
  let last: LabCheck | undefined;
  if (output.terminal && !showing.json && process.env.TERM !== 'dumb') {
    last = await showOnScreen(lab, options, showing, session);
  } else {
    for await (const now of watchCheck(lab, options, signal)) {
      if (showing.json) output.write(`${JSON.stringify(now)}\n`);
      else await told(lab, last, now, options, session);
      last = now;
    }
  }
  signal.throwIfAborted();
  return last?.done ? 0 : 1;
}
