import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { keyFiles } from '../../generators/key-files.js';
import { type Plan, planLab } from '../../generators/plan.js';
import type { PlannedFile } from '../../generators/planned-file.js';
import type { Stack } from '../../generators/stack.js';
import { factsFileName, factsText } from '../../model/facts.js';
import type { LabKeys } from '../../model/keys.js';
import { type KeyPair, newKey, pairOf } from '../../model/openssh-key.js';
import { type Blueprint, resolve } from '../../model/resolve.js';
import type { PartialSpec } from '../../model/spec.js';

/** A lab's blueprint on x86-64, called zk-lab unless it is named. */
export const blueprintOf = (typed: PartialSpec = {}): Blueprint =>
  resolve({ ...typed, name: typed.name ?? 'zk-lab' }, 'x64');

/** A ZooKeeper that was downloaded, and a JDK that was not. */
export const stackOf = ({ spec }: Blueprint): Stack => ({
  zookeeper: {
    version: spec.zookeeper,
    file: `zookeeper-${spec.zookeeper}.tar.gz`,
    root: `zookeeper-${spec.zookeeper}`,
    checksum: { algorithm: 'sha256', value: 'ab'.repeat(32) },
    urls: ['https://example.com/a', "https://example.com/it's"],
    source: 'download',
  },
  jdk: { version: '8u504-b01', file: 'jdk.tar.gz', root: 'jdk1.8.0_504', urls: [], source: 'absent' },
});

// Some real ones: who looks at a plan does not mind that two nodes have the same.
const somePairs = await Promise.all(Array.from({ length: 8 }, () => newKey('some')));

/** Keys of a lab, each of which OpenSSH takes. */
function keysOf({ spec, nodes }: Blueprint): LabKeys {
  const pair = (index: number, whose: string): KeyPair =>
    pairOf(somePairs[index % somePairs.length]?.private ?? '', `${whose}@${spec.name}`);
  return {
    root: pair(0, 'root'),
    hosts: Object.fromEntries(nodes.map(({ name }, index) => [name, pair(index + 1, name)])),
  };
}

/** What a lab will be, keys included. */
export function planOf(blueprint: Blueprint, stack = stackOf(blueprint), id = 'an-id'): Plan {
  const { files, facts } = planLab(blueprint, stack, id);
  return { files: [...files, ...keyFiles(keysOf(blueprint), blueprint)], facts };
}

/** The content of a planned file. */
export function contentOf({ files }: { readonly files: readonly PlannedFile[] }, path: string): string {
  const file = files.find((each) => each.path === path);
  if (!file) throw new Error(`${path} is not planned`);
  return file.content;
}

/** Writes a plan where a lab is to be, as `create` does but for the tarballs. */
export function writePlan(directory: string, { files, facts }: Plan): void {
  for (const { path, content, mode } of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
    chmodSync(join(directory, path), mode);
  }
  writeFileSync(join(directory, factsFileName), factsText(facts, {}));
}
