import { mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '../../../model/lab.js';
import { nodesOf } from '../../../model/nodes.js';
import { resolve } from '../../../model/resolve.js';
import type { PartialSpec } from '../../../model/spec.js';

/** A lab as the provider sees it, in a folder that exists or not. */
export function aLab(dir: string, typed: Omit<PartialSpec, 'name'> = {}): Lab {
  const spec = resolve({ name: 'lab', ...typed }, 'x64');
  return { dir, spec, nodes: nodesOf(spec) };
}

/** A new empty folder, without links in its path. */
export function emptyFolder(): string {
  return realpathSync(mkdtempSync(join(tmpdir(), 'zk-lab-local-')));
}
