/** Where a lab is: cluster and namespace, noted in its folder when they are decided, so that it is never looked for elsewhere. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../../model/lab.js';
import { writeWhole } from '../../system/whole-file.js';

/** A place on a cluster. */
export interface ClusterPlace {
  /** As kubectl's configuration calls it. */
  readonly context: string;
  readonly namespace: string;
  /** The value of KUBECONFIG by which the context is found; '' for the usual file. */
  readonly configuration: string;
}

/** A lab's place, and what is known of it. */
export interface LabPlace extends ClusterPlace {
  /** Address of the cluster's API, for people. */
  readonly server: string;
  /** What tells the cluster from every other: the uid of its namespace kube-system; '' where that may not be read. */
  readonly cluster: string;
  /** Where pods get their image; '' where hosts were given it. */
  readonly registry: string;
  /** The image that was handed to the cluster last. */
  readonly given: string;
  /** Whether anything of the lab was put there and not removed since. */
  readonly held: boolean;
  /** The number of what pods were handed last (handed.ts); absent: nothing yet, or by a version that numbered nothing. */
  readonly handed?: number;
}

const fileOf = ({ dir }: Pick<Lab, 'dir'>): string => join(dir, '.zk-lab-kubernetes.json');

/** The lab's place; undefined before its first `up` there. */
export function placeOf(lab: Pick<Lab, 'dir'>): LabPlace | undefined {
  try {
    return JSON.parse(readFileSync(fileOf(lab), 'utf8'));
  } catch {
    return undefined;
  }
}

export function notePlace(lab: Pick<Lab, 'dir'>, place: LabPlace): void {
  writeWhole(fileOf(lab), `${JSON.stringify(place, null, 1)}\n`);
}
