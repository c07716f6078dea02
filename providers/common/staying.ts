/** What a process does that stays beside a lab (companion.ts); the other half of that, in the process itself. */

/** Milliseconds between two looks. */
const lookEvery = 2_000;

/** Stays until nobody wants it any more, or it is told to end; the end of a terminal is nothing to it. @param quit ends it */
export function stayWhile(isWanted: () => boolean, quit: () => void): void {
  setInterval(() => {
    if (!isWanted()) quit();
  }, lookEvery);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, quit);
  process.on('SIGHUP', () => {});
}

/** Runs it; why it cannot is read by whoever has started it. */
export function runCompanion(main: () => Promise<void>): void {
  main().catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
}
