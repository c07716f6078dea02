/** Where a user's programs keep things: XDG's folders, else the system's own places for them. */
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

// XDG says that relative values are to be ignored.
const absolute = (folder: string | undefined): string | undefined =>
  folder?.startsWith('/') ? folder : undefined;

function usual(env: NodeJS.ProcessEnv, onMac: string, elsewhere: string): string {
  return join(env.HOME || homedir(), process.platform === 'darwin' ? onMac : elsewhere);
}

/** zk-lab's cache: ZK_LAB_CACHE, else zk-lab under XDG_CACHE_HOME, else under the system's place for caches. */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string {
  if (env.ZK_LAB_CACHE) return resolve(env.ZK_LAB_CACHE);
  const xdg = absolute(env.XDG_CACHE_HOME);
  if (xdg !== undefined) return join(xdg, 'zk-lab');
  if (process.platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'zk-lab', 'Cache');
  return join(usual(env, 'Library/Caches', '.cache'), 'zk-lab');
}

/** What zk-lab remembers between commands: zk-lab under XDG_STATE_HOME, else under the system's place for such things. */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string {
  const xdg = absolute(env.XDG_STATE_HOME);
  if (xdg !== undefined) return join(xdg, 'zk-lab');
  if (process.platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'zk-lab');
  return join(usual(env, 'Library/Application Support', '.local/state'), 'zk-lab');
}
