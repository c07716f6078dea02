/** How the user calls this program, for texts that say what to type next. */
export function program(env: NodeJS.ProcessEnv = process.env): string {
  return env.npm_command === 'exec' ? 'npx zk-lab' : 'zk-lab';
}

/** An argument as a POSIX shell needs it. */
export function quoted(argument: string): string {
  return /^[\w./:@%+=,-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", "'\\''")}'`;
}
