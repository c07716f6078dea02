/** Where a user's programs keep things: XDG's folders, else the system's own places for them. */
import { homedir, userInfo } from 'node:os';
import { isAbsolute, join, resolve } from 'node:path';

// XDG says that relative values are to be ignored.
const absolute = (folder: string | undefined): string | undefined =>
  folder?.startsWith('/') ? folder : undefined;

/** The user's home: HOME, else what the system knows. A number without a name, as containers often run under, has none. */
export function homeFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.HOME && isAbsolute(env.HOME)) return env.HOME;
  try {
    // Node.js gives HOME back, empty or relative as it may be.
    const home = process.platform === 'win32' ? homedir() : userInfo().homedir;
    return isAbsolute(home) ? home : undefined;
  } catch {
    return undefined;
  }
}

function usual(env: NodeJS.ProcessEnv, onMac: string, elsewhere: string): string | undefined {
  const home = homeFolder(env);
  return home === undefined
    ? undefined
    : join(home, process.platform === 'darwin' ? onMac : elsewhere, 'zk-lab');
}

/**
 * zk-lab's cache: ZK_LAB_CACHE, else zk-lab under XDG_CACHE_HOME, else under the system's place for caches.
 * @returns undefined for a user who has no home, and has not said where else
 */
export function cacheFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  if (env.ZK_LAB_CACHE) return resolve(env.ZK_LAB_CACHE);
  const xdg = absolute(env.XDG_CACHE_HOME);
  if (xdg !== undefined) return join(xdg, 'zk-lab');
  if (process.platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'zk-lab', 'Cache');
  return usual(env, 'Library/Caches', '.cache');
}

/**
 * What zk-lab remembers between commands: zk-lab under XDG_STATE_HOME, else under the system's place for such things.
 * @returns undefined for a user who has no home, and has not said where else
 */
export function stateFolder(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const xdg = absolute(env.XDG_STATE_HOME);
  if (xdg !== undefined) return join(xdg, 'zk-lab');
  if (process.platform === 'win32' && env.LOCALAPPDATA) return join(env.LOCALAPPDATA, 'zk-lab');
  return usual(env, 'Library/Application Support', '.local/state');
}
