import { spawnSync } from 'node:child_process';

/** A UTF-8 locale that this system always has. macOS before 15 knows no C.UTF-8. */
const always = process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8';

/** What was found out, by the variables that name a locale. */
const spoken = new Map<string, boolean>();

/**
 * What has to be added to an environment so that shells and Java take all that they read, print and open for UTF-8: nothing
 * if its locale is UTF-8 and this machine has it.
 */
export function utf8(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const locale = Object.fromEntries(Object.entries(env).filter(([name]) => /^(LANG|LC_\w+)$/.test(name)));
  const key = JSON.stringify(locale);
  const known = spoken.get(key) ?? speaksUtf8(locale, env.PATH);
  spoken.set(key, known);
  return known ? {} : { LC_ALL: always };
}

/** Whether that is UTF-8 to the C library, for which a name that is not installed means C. */
function speaksUtf8(locale: NodeJS.ProcessEnv, path: string | undefined): boolean {
  const name = locale.LC_ALL || locale.LC_CTYPE || locale.LANG || 'C';
  if (!/utf-?8/i.test(name)) return false;
  const { stdout, stderr, error } = spawnSync('locale', ['charmap'], {
    env: { ...locale, PATH: path },
    encoding: 'utf8',
  });
  // Where there is no such program, as on Alpine, every locale is UTF-8.
  return error !== undefined || (stdout.trim() === 'UTF-8' && stderr === '');
}
