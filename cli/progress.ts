import { stripVTControlCharacters } from 'node:util';
import type { ArtifactEvent } from '../artifacts/types.js';
import { say, textOf } from '../messages/index.js';
import type { LabEvent } from '../model/events.js';
import type { Output } from './output.js';
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

function amountOf({ phase, received, total }: ArtifactEvent): string {
  if (received === undefined || phase === 'maven') return '';
  if (total === undefined) return megabytes(received);
  return `${megabytes(received)} / ${megabytes(total)}  ${Math.floor((received / total) * 100)} %`;
}

interface Step {
  readonly title: string;
  readonly begin: number;
  detail: string;
}

function live(output: Output): Progress {
  const { stderr } = process;
  const { green, red, cyan, dim, yellow } = output.noteColors;
  const columns = (): number => (stderr.columns || 80) - 1;
  let step: Step | undefined;
  let timer: NodeJS.Timeout | undefined;
  let drawn = 0;
  let frame = 0;

  const clear = (): void => {
    if (drawn > 0) stderr.write(`\r\x1b[${drawn > 1 ? `${drawn - 1}A` : '0G'}\x1b[0J`);
    drawn = 0;
  };
  const draw = (): void => {
    if (!step) return;
    clear();
    const took = Date.now() - step.begin;
    const time = took < worthTelling ? '' : `  ${seconds(took)}`;
    frame = (frame + 1) % frames.length;
    stderr.write(`${cyan(frames[frame] ?? '')} ${cut(step.title, columns() - 2 - time.length)}${dim(time)}`);
    drawn = 1;
    if (step.detail) {
      stderr.write(`\n${dim(cut(`    ${step.detail}`, columns()))}`);
      drawn = 2;
    }
  };
  const close = (mark: string): void => {
    clear();
    if (!step) return;
    const took = Date.now() - step.begin;
    const time = took < worthTelling ? '' : `  ${seconds(took)}`;
    stderr.write(`${mark} ${cut(step.title, columns() - 2 - time.length)}${dim(time)}\n`);
    step = undefined;
  };
  const begin = (title: string): void => {
    close(green('✔'));
    step = { title, begin: Date.now(), detail: '' };
    timer ??= setInterval(draw, pace);
    draw();
  };
  const detail = (line: string): void => {
    const text = stripVTControlCharacters(line).trim();
    if (step && text !== '') step.detail = text;
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
        case 'output':
          return detail(event.line);
        case 'artifact': {
          const title = artifactTitle(event.artifact);
          if (step?.title !== title) begin(title);
          if (step) step.detail = amountOf(event.artifact);
        }
      }
    },
    end(failed = false) {
      clearInterval(timer);
      close(failed ? red('✖') : green('✔'));
    },
  };
}

function waitingTitle({ until, nodes }: Extract<LabEvent, { type: 'waiting' }>): string {
  return say(until === 'serving' ? 'up.waiting' : 'up.waiting-ssh', { nodes: nodes.join(', ') });
}

function artifactTitle({ phase, file }: ArtifactEvent): string {
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
        case 'output':
          return line(event.line);
        case 'artifact':
          // Of what takes no time worth telling, a log needs no line.
          if (event.artifact.phase !== 'inspect' && event.artifact.phase !== 'verify') {
            step(artifactTitle(event.artifact));
          }
      }
    },
    end() {},
  };
}

/** Begins to show work. */
export function startProgress(output: Output): Progress {
  return process.stderr.isTTY && process.env.TERM !== 'dumb' ? live(output) : plain(output);
}
