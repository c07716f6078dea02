import { setMaxListeners } from 'node:events';
import { LabError, reasonOf } from '../messages/errors.js';
import { asOption, languageOf, say, useLanguage, useSpelling } from '../messages/index.js';
import { registryTrouble } from '../model/registry.js';
import { type Output, standardOutput } from './output.js';
import { parse } from './parse.js';
import { typeThere } from './type-there.js';

/** As shells do: 128 and the number of SIGINT. */
const interruptedStatus = 130;

/** What the system refuses is worth little without the file that it is about. */
function withPath(error: unknown): string {
  const { path } = (error ?? {}) as NodeJS.ErrnoException;
  const text = reasonOf(error);
  return path === undefined || text.includes(path) ? text : say('told.about', { what: path, text });
}

/** One line on stderr, in the user's language; with --debug also where it came from. */
function report(error: unknown, output: Output, interrupted: boolean): number {
  const debug = process.argv.includes('--debug');
  const { red } = output.noteColors;
  if (interrupted && !(error instanceof LabError)) {
    output.note(`zk-lab: ${say('cli.interrupted')}`);
    return interruptedStatus;
  }
  const text = error instanceof LabError ? error.message : say('cli.unexpected', { reason: withPath(error) });
  output.note(`${red('zk-lab:')} ${text}`);
  const there = typeThere(text);
  if (there !== undefined) output.note(there);
  if (debug && error instanceof Error) output.note(String(error.stack));
  if (interrupted) return interruptedStatus;
  return error instanceof LabError ? error.exitCode : 1;
}

/** Ends the process when its result cannot be written. A reader that has seen enough (zk-lab list | head -1) is no error. */
function endUnwritten(error: NodeJS.ErrnoException, output: Output): never {
  if (error.code === 'EPIPE') process.exit(0);
  output.note(`${output.noteColors.red('zk-lab:')} ${say('cli.unwritten', { reason: reasonOf(error) })}`);
  process.exit(1);
}

async function run(argv: readonly string[], output: Output, signal: AbortSignal): Promise<number> {
  const request = parse(argv);
  if (request.kind === 'version') {
    output.print(process.env.ZK_LAB_VERSION ?? '');
    return 0;
  }
  if (request.kind === 'help') {
    const { helpFor } = await import('./help.js');
    output.print(await helpFor(request.command, output.columns));
    return 0;
  }
  const { run } = await request.command.load();
  return run(request.typed, { signal, output });
}

/** The command: reads the command line, does what it asks for and ends the process with its exit status. */
export async function main(): Promise<void> {
  const output = standardOutput();
  const interruption = new AbortController();
  // Each node of a large lab may listen more than once.
  setMaxListeners(0, interruption.signal);
  process.on('SIGINT', () => {
    // Whoever presses Ctrl-C twice means now.
    if (interruption.signal.aborted) process.exit(interruptedStatus);
    interruption.abort();
  });
  process.on('SIGTERM', () => interruption.abort());
  process.stdout.on('error', (error) => endUnwritten(error, output));

  useSpelling(asOption);
  const language = languageOf(process.env);
  if (language !== 'en') await useLanguage(language);
  let status: number;
  try {
    const argv = process.argv.slice(2);
    if (argv[0] === '--complete') {
      const { complete } = await import('./complete.js');
      output.write(await complete(argv.slice(1)));
      status = 0;
    } else {
      status = await run(argv, output, interruption.signal);
    }
  } catch (error) {
    status = report(error, output, interruption.signal.aborted);
  }
  const trouble = registryTrouble();
  if (trouble !== undefined) output.note(`${output.noteColors.yellow('!')} ${trouble}`);
  // Connections that are kept alive for a next request would keep the process too.
  process.stdout.write('', () => {
    // What was written just before may have failed, and been told to nobody yet.
    const { errored } = process.stdout;
    if (errored) endUnwritten(errored, output);
    process.exit(status);
  });
}
