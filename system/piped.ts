/** One program that reads what another one writes, past this process: hundreds of megabytes through Node.js take their time. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { statusOf } from './run.js';

/** A program and its arguments, and what else it is started with. */
export interface Started {
  readonly command: readonly string[];
  readonly cwd?: string;
  /** Variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** What became of both. */
export interface Piped {
  /** As statusOf has it; 127 for a program that there is not. */
  readonly writer: number;
  readonly reader: number;
  /** The reader's. */
  readonly stdout: string;
  readonly stderr: string;
  /** What the writer said aside. */
  readonly complaint: string;
}

async function ended(child: ChildProcess): Promise<number> {
  try {
    const [exitCode, signal] = await once(child, 'close');
    return statusOf({ code: undefined, ...(exitCode !== null && { exitCode }), ...(signal && { signal }) });
  } catch (error) {
    return statusOf({ code: (error as NodeJS.ErrnoException).code });
  }
}

/** @param onLine told each line of the reader's output as it comes @param signal ends both */
export async function piped(
  writer: Started,
  { command: [program = '', ...args], cwd, env }: Started,
  { signal, onLine }: { readonly signal?: AbortSignal; onLine?(line: string): void },
): Promise<Piped> {
  const [name = '', ...words] = writer.command;
  const first = spawn(name, words, {
    stdio: ['ignore', 'pipe', 'pipe'],
    cwd: writer.cwd,
    env: { ...process.env, ...writer.env },
    ...(signal && { signal }),
  });
  const wrote = ended(first);
  let complaint = '';
  first.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
    complaint += chunk;
  });
  const second = spawn(program, args, {
    stdio: [first.stdout as Readable, 'pipe', 'pipe'],
    cwd,
    env: { ...process.env, ...env },
    ...(signal && { signal }),
  });
  // It is the other's alone, so that the writer hears of it when that one ends.
  first.stdout?.destroy();
  const [out, err] = [second.stdout as Readable, second.stderr as Readable];
  let [stdout, stderr] = ['', ''];
  err.setEncoding('utf8').on('data', (chunk: string) => {
    stderr += chunk;
  });
  createInterface({ input: out }).on('line', (line) => {
    stdout += `${line}\n`;
    onLine?.(line);
  });
  const read = await ended(second);
  return { writer: await wrote, reader: read, stdout, stderr, complaint };
}
