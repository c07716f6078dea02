/** How the user calls this program, for texts that say what to type next. */
export function program(env: NodeJS.ProcessEnv = process.env): string {
  return env.npm_command === 'exec' ? 'npx zk-lab' : 'zk-lab';
}
