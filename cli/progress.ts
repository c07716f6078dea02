import { stripVTControlCharacters } from 'node:util';
import type { ArtifactEvent } from '../artifacts/types.js';
import { listed, say, textOf } from '../messages/index.js';
import type { Context, LabEvent } from '../model/events.js';
import { erase } from './erase.js';
import type { Output } from './output.js';
import type { Session } from './run.js';
import { cut } from './width.js';

/** Shows work that takes time, on stderr: live in a terminal, as plain lines elsewhere. */
export interface Progress {
  /** Shows what happens. */
  readonly emit: (event: LabEvent) => void;
  /** Closes the last step; `failed` marks it so. */
  end(failed?: boolean): void;
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];
/** Milliseconds between two frames. */
const pace = 100;
/** Steps shorter than this, in milliseconds, are told without their time. */
const worthTelling = 500;

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;
const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

function amountOf({ received, total }: ArtifactEvent): string {
  if (received === undefined) return '';
  if (total === undefined) return megabytes(received);
  return `${megabytes(received)} / ${megabytes(total)}  ${Math.floor((received / total) * 100)} %`;
}

interface Step {
  readonly title: string;
  readonly begin: number;
  /** The tarball that it is about, where it is nothing but getting that; else that is a part of it. */
  readonly artifact: string | undefined;
  detail: string;
  /** What of it did not succeed although the work goes on; '' where all did so far. */
  trouble: string;
}

/** How a step ended: a source in vain is no success, whatever came instead. */
type Ending = 'done' | 'failed';

function live(output: Output, stderr: ProgressStream): Progress {
  const { green, yellow, red, cyan, dim } = output.noteColors;
  const columns = (): number => (stderr.columns || 80) - 1;
  let step: Step | undefined;
  let timer: NodeJS.Timeout | undefined;
  let drawn = 0;
  let frame = 0;

  const clear = (): void => {
    if (drawn > 0) stderr.write(erase(drawn - 1));
    drawn = 0;
  };
  /** The step's line: a mark, its title, and its time where that is worth telling. */
  const line = (mark: string, { title, begin }: Step): string => {
    const took = Date.now() - begin;
    const time = took < worthTelling ? '' : `  ${seconds(took)}`;
    return `${mark} ${cut(title, columns() - 2 - time.length)}${dim(time)}`;
  };
  const below = (text: string): string => dim(cut(`    ${text}`, columns()));
  const draw = (): void => {
    if (!step) return;
    clear();
    frame = (frame + 1) % frames.length;
    stderr.write(line(cyan(frames[frame] ?? ''), step));
    drawn = 1;
    if (step.detail) {
      stderr.write(`\n${below(step.detail)}`);
      drawn = 2;
    }
  };
  const close = (ending: Ending): void => {
    clear();
    if (!step) return;
    const { trouble } = step;
    const mark = ending === 'failed' ? red('✖') : trouble === '' ? green('✔') : yellow('!');
    stderr.write(`${line(mark, step)}\n`);
    // Where it failed, the error itself is told next.
    if (ending === 'done' && trouble !== '') stderr.write(`${below(trouble)}\n`);
    step = undefined;
  };
  const begin = (title: string, artifact?: string): void => {
    close('done');
    step = { title, artifact, begin: Date.now(), detail: '', trouble: '' };
    timer ??= setInterval(draw, pace);
    draw();
  };
  const detail = (line: string): void => {
    const text = stripVTControlCharacters(line).trim();
    if (step && text !== '') step.detail = text;
  };
  const artifact = (event: ArtifactEvent): void => {
    if (event.phase === 'failed') {
      // What was not begun, because nobody answered, has no line that could mislead.
      if (step && (step.artifact ?? event.file) === event.file) step.trouble = event.reason ?? '';
      if (step?.artifact !== undefined) close('done');
      return;
    }
    const title = artifactTitle({ ...event, phase: event.phase });
    const amount = event.phase === 'maven' ? '' : amountOf(event);
    if (step && step.artifact === undefined) {
      step.trouble = '';
      detail(`${title}  ${amount}`);
      return;
    }
    if (step?.title !== title) begin(title, event.file);
    if (step) step.detail = amount;
  };
  let waited = '';
  return {
    emit(event) {
      switch (event.type) {
        case 'step':
          return begin(textOf(event.title));
        case 'waiting': {
          const title = waitingTitle(event);
          // The step is that for which they were all waited; who is left of them is its detail.
          if (waited === '') begin(title);
          else detail(title);
          waited = title;
          return;
        }
        case 'ready':
          return;
        case 'note':
          // What the user should know stays when the work is done.
          clear();
          stderr.write(`${yellow('!')} ${textOf(event.text)}\n`);
          return draw();
        case 'typed':
          return detail(event.commands);
        case 'output':
          return detail(event.line);
        case 'artifact':
          return artifact(event.artifact);
      }
    },
    end(failed = false) {
      clearInterval(timer);
      close(failed ? 'failed' : 'done');
    },
  };
}

function waitingTitle({ until, nodes }: Extract<LabEvent, { type: 'waiting' }>): string {
  return say(until === 'serving' ? 'up.waiting' : 'up.waiting-ssh', { nodes: listed(nodes) });
}

function artifactTitle({
  phase,
  file,
}: ArtifactEvent & { phase: Exclude<ArtifactEvent['phase'], 'failed'> }): string {
  // Jars come by the dozen: one step for all of them.
  return phase === 'maven' ? say('create.step.maven', { file: '…' }) : say(`create.step.${phase}`, { file });
}

function plain(output: Output): Progress {
  let current = '';
  let waited = false;
  const step = (title: string): void => {
    if (title !== current) output.note(title);
    current = title;
  };
  const line = (text: string): void => {
    if (text.trim() !== '') output.note(`  ${text}`);
  };
  return {
    emit(event) {
      switch (event.type) {
        case 'step':
          return step(textOf(event.title));
        case 'waiting':
          (waited ? line : step)(waitingTitle(event));
          waited = true;
          return;
        case 'ready':
          return;
        case 'note':
          return line(textOf(event.text));
        case 'typed':
          return event.commands.split('\n').forEach(line);
        case 'output':
          return line(event.line);
        case 'artifact': {
          const { phase, reason = '' } = event.artifact;
          if (phase === 'failed') line(reason);
          // Of what takes no time worth telling, a log needs no line.
          else if (phase !== 'inspect' && phase !== 'verify')
            step(artifactTitle({ ...event.artifact, phase }));
        }
      }
    },
    end() {},
  };
}

/** Where progress is shown. */
type ProgressStream = Pick<NodeJS.WriteStream, 'isTTY' | 'columns' | 'write'>;

/** Begins to show work. */
export function startProgress(output: Output, stderr: ProgressStream = process.stderr): Progress {
  return stderr.isTTY && process.env.TERM !== 'dumb' ? live(output, stderr) : plain(output);
}

/** Works while its progress is shown, and closes that before anything else is printed. @returns what came of the work */
export async function withProgress<T>(
  { signal, output }: Pick<Session, 'signal' | 'output'>,
  work: (context: Context) => Promise<T>,
): Promise<T> {
  const progress = startProgress(output);
  let failed = true;
  try {
    const result = await work({ signal, emit: progress.emit });
    failed = false;
    return result;
  } finally {
    progress.end(failed);
  }
}
