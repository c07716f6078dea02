import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new empty folder, without links in its path. */
export function emptyFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'zk-lab-local-')));
}
