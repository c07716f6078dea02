import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './setup.mjs';

/** Whether a program is in PATH. */
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
 * Installs Debian packages.
 * @param {readonly string[]} packages
 * @returns {Promise<number>} exit status
 */
export async function aptInstall(packages) {
  console.error(`Installing ${packages.join(' and ')} through apt`);
  const quiet = ['-qq', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=600'];
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', [...quiet, 'update'], env);
  return run('apt-get', [...quiet, 'install', '-y', '--no-install-recommends', ...packages], env);
}
