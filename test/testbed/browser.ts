import path from 'node:path';
import { execa } from 'execa';
import { type Unavailable, unavailable } from './available.js';

const script = path.join(import.meta.dirname, 'browser.sh');

/** A browser that shows Chinese, installed if it is missing. */
export async function useBrowser(): Promise<
  { readonly available: true; readonly program: string } | Unavailable
> {
  const { exitCode, stdout, stderr } = await execa(script, { stdin: 'ignore', reject: false });
  if (exitCode === 3) return unavailable(stdout.trim());
  if (exitCode !== 0) throw new Error(`${script}: ${stderr}`);
  return { available: true, program: stdout.trim() };
}
