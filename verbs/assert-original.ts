import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { LabError } from '../messages/errors.js';
import { readFactsFile } from '../model/facts.js';
import type { Lab } from '../model/lab.js';
import { isThere, registeredLab } from '../model/registry.js';
import { specFileName } from '../model/spec.js';
import { quotedPath, typedPath } from '../system/quoted.js';

/** A folder that says which lab it is. */
interface Claim {
  readonly dir: string;
  readonly id: string;
  readonly name: string;
}

/** What to type to make a lab of its own out of a copy, beside it. */
function ownLab({ dir, name }: Claim): string {
  const beside = (index: number): string => `${name}-copy${index === 1 ? '' : index}`;
  let index = 1;
  while (existsSync(join(dirname(dir), beside(index)))) index += 1;
  const target = join(dirname(dir), beside(index));
  return `zk-lab create ${typedPath(target)} --name ${quotedPath(beside(index))} --spec ${typedPath(join(dir, specFileName))}`;
}

/** @throws LabError lab.copy where the lab of that id lives in another folder that is still there */
function assertNot(claim: Claim, original: string | undefined): void {
  if (original === undefined || original === '' || original === claim.dir || !isThere({ dir: original }))
    return;
  if (readFactsFile(original)?.facts?.id !== claim.id) return;
  throw new LabError('lab.copy', { directory: claim.dir, original, command: ownLab(claim) });
}

/** @param dir where an engine, or the registry, has the lab of this id */
export function assertNoCopy({ dir, facts, spec }: Lab, original: string | undefined): void {
  assertNot({ dir, id: facts.id, name: spec.name }, original);
}

/**
 * Refuses to write over a copy of a lab that lives elsewhere: both folders would claim what the engine holds.
 * @param name what the lab would be called
 */
export function assertOwnFolder(dir: string, name: string): void {
  const facts = readFactsFile(dir)?.facts;
  if (!facts) return;
  assertNot({ dir, id: facts.id, name: facts.made?.name ?? name }, registeredLab(facts.id)?.dir);
}
