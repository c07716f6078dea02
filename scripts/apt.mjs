import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { spoken } from './spoken.mjs';

/**
 * Whether a program is in PATH.
 * @param {string} program
 */
export function has(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Whether packages can be installed without asking anybody: Debian or one of its kin, as root. */
export const canInstall = () => process.getuid?.() === 0 && has('apt-get');

/**
 * Whether a program ran well; what it printed is shown only if not.
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<boolean>}
 */
function quietly(program, args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return new Promise((resolve) => {
    const child = execFile(program, args, { env, maxBuffer: 1e8 }, (error, stdout, stderr) => {
      if (error) console.error(`${stdout}${stderr}`.trim() || error.message);
      resolve(!error);
    });
    child.stdin?.end();
  });
}

/**
 * Installs Debian packages.
 * @param {readonly string[]} packages
 * @returns {Promise<boolean>} whether all of them are there now
 */
export async function aptInstall(packages) {
  const names = packages.join(', ');
  console.error(spoken(`Installing ${names} through apt`, `正在通过 apt 安装 ${names}`));
  const options = ['-qq', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=600'];
  // One list that cannot be had is no reason to give up: another may hold the packages.
  await quietly('apt-get', [...options, 'update']);
  /** @param {string[]} names */
  const install = (...names) => {
    return quietly('apt-get', [...options, 'install', '-y', '--no-install-recommends', ...names]);
  };
  if (await install(...packages)) return true;
  if (packages.length === 1) return false;
  // apt installs all or nothing; what there is should be there.
  let all = true;
  for (const name of packages) all = (await install(name)) && all;
  return all;
}

/**
 * Installs what is missing, where that can be done without asking anybody.
 * @param {Readonly<Record<string, string>>} wanted Debian's package for each program
 */
export async function aptProvide(wanted) {
  const packages = Object.entries(wanted).flatMap(([program, name]) => (has(program) ? [] : [name]));
  if (packages.length > 0 && canInstall()) await aptInstall(packages);
}
