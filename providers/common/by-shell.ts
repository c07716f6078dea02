/**
 * A program as a node's shell begins it, in its own place: of one that is not there, or cannot be run, the shell says so and with the
 * status that users know, while engines each have their own.
 */
export const byShell = (command: readonly string[]): string[] => ['sh', '-c', 'exec "$@"', 'sh', ...command];
