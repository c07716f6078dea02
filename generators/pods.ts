import type { Blueprint } from '../model/resolve.js';
import { heapOf } from '../software/jdk/options.js';

/**
 * Whoever has no such image is not to fetch somebody else's: this name leads to no registry (podman calls what it builds so,
 * too).
 */
const imageName = 'localhost/zk-lab/pod';

/** MiB that a node takes beside its server's heap: the JVM itself, sshd, and what a learner runs for a moment. */
const besideHeap = 96;

/**
 * What a lab's objects in a cluster are called: as it is itself, as far as that can be. Services begin with a letter, and nobody's
 * names have a line below.
 * @param lab its name @returns 55 characters at most, so that something may follow
 */
export function nameInCluster(lab: string): string {
  const plain = lab.replaceAll('_', '-');
  return (/^[a-z]/.test(plain) ? plain : `lab-${plain}`).slice(0, 55).replace(/-+$/, '');
}

/** What the templates of a lab in pods see besides everything else. @param tag of the image, after what goes into it */
export function podViewOf({ spec, quorum }: Pick<Blueprint, 'spec' | 'quorum'>, tag: string) {
  const objects = nameInCluster(spec.name);
  return {
    podImageName: imageName,
    podImage: `${imageName}:${tag}`,
    objectsName: objects,
    clientsName: `${objects}-clients`,
    configName: `${objects}-config`,
    keysName: `${objects}-keys`,
    // What it is sure to get; it may take up to `memory` where there is some.
    memoryRequest: Math.min(spec.memory, heapOf(spec.memory) + besideHeap),
    // Of one or two voters none can be missed: then nobody is kept from emptying a host, and the lab stands still meanwhile.
    spare: quorum.tolerated > 0,
  };
}
