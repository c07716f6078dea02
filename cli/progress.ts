import { stripVTControlCharacters } from 'node:util';
import type { ArtifactEvent } from '../artifacts/types.js';
import { say } from '../messages/index.js';
import type { Report } from '../providers/provider.js';
import type { Output } from './output.js';
import { cut } from './width.js';

/** Shows work that takes time, on stderr: live in a terminal, as plain lines elsewhere. */
export interface Progress extends Report {
  artifact(event: ArtifactEvent): void;
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
  const { green, red, cyan, dim } = output.noteColors;
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
  return {
    step: begin,
    output(line) {
      const text = stripVTControlCharacters(line).trim();
      if (step && text !== '') step.detail = text;
    },
    artifact(event) {
      const title = artifactTitle(event);
      if (step?.title !== title) begin(title);
      if (step) step.detail = amountOf(event);
    },
    end(failed = false) {
      clearInterval(timer);
      close(failed ? red('✖') : green('✔'));
    },
  };
}

function artifactTitle({ phase, file }: ArtifactEvent): string {
  // Jars come by the dozen: one step for all of them.
  return phase === 'maven' ? say('create.step.maven', { file: '…' }) : say(`create.step.${phase}`, { file });
}

function plain(output: Output): Progress {
  let current = '';
  const step = (title: string): void => {
    if (title !== current) output.note(title);
    current = title;
  };
  return {
    step,
    output: (line) => {
      if (line.trim() !== '') output.note(`  ${line}`);
    },
    artifact: (event) => {
      // Of what takes no time worth telling, a log needs no line.
      if (event.phase !== 'inspect' && event.phase !== 'verify') step(artifactTitle(event));
    },
    end() {},
  };
}

/** Begins to show work. */
export function startProgress(output: Output): Progress {
  return process.stderr.isTTY && process.env.TERM !== 'dumb' ? live(output) : plain(output);
}
