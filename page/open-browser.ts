/** Opening an address in the user's browser. */
import { spawn } from 'node:child_process';
import { isInPath } from '../system/programs.js';

/** What opens an address on this system; undefined: nothing is known that would. */
function opener(): readonly string[] | undefined {
  if (process.platform === 'darwin') return ['open'];
  if (process.platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler'];
  const program = ['xdg-open', 'wslview'].find((each) => isInPath(each));
  return program === undefined ? undefined : [program];
}

/** Has the browser show an address, if there is one; how that ends is not waited for. */
export function openBrowser(address: string): boolean {
  const [program, ...args] = opener() ?? [];
  if (program === undefined) return false;
  const child = spawn(program, [...args, address], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
  return true;
}
