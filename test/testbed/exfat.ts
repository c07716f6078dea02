import path from 'node:path';
import { execa } from 'execa';
import { type Unavailable, unavailable } from './available.js';

const script = path.join(import.meta.dirname, 'exfat.sh');

/** Mounts a new exFAT, as a stick has it, at a folder of this lane. It ends with the lane, or with `umount`. */
export async function mountExfat(folder: string): Promise<{ readonly available: true } | Unavailable> {
  const { exitCode, stdout, stderr } = await execa(script, [folder], { stdin: 'ignore', reject: false });
  if (exitCode === 3) return unavailable(stdout.trim());
  if (exitCode !== 0) throw new Error(`${script} ${folder}: ${stderr}`);
  return { available: true };
}
