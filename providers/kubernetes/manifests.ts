/** The lab's manifests, as kustomize makes them of its folder: what its owner has changed there counts. */
import { parseAllDocuments } from 'yaml';
import { LabError } from '../../messages/errors.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { lastLines } from '../../system/last-lines.js';
import type { LabPlace } from './cluster-place.js';
import { kubectl } from './kubectl.js';
import { labels } from './labels.js';

interface Container {
  readonly name?: string;
  image: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
}

/** An object for the cluster, as far as it matters here. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: {
    readonly template?: {
      readonly spec: {
        readonly containers: Container[];
        readonly initContainers: Container[];
        readonly volumes?: readonly {
          readonly name: string;
          readonly configMap?: { readonly name?: string };
          readonly secret?: { readonly secretName?: string };
        }[];
      };
    };
  };
}

/** All of them. @throws LabError kubernetes.bad-manifests */
export async function manifestsOf({ dir }: Lab): Promise<Manifest[]> {
  const { status, stdout, stderr } = await kubectl(['kustomize', dir]);
  if (status !== 0) throw new LabError('kubernetes.bad-manifests', { said: lastLines(stderr, 4) });
  return parseAllDocuments(stdout).map((document) => document.toJS());
}

/** The image that nodes run. @throws LabError kubernetes.bad-manifests */
export function imageIn(manifests: readonly Manifest[]): string {
  const image = manifests.flatMap(({ spec }) => spec?.template?.spec.containers ?? [])[0]?.image;
  if (image === undefined) throw new LabError('kubernetes.bad-manifests', { said: 'StatefulSet' });
  return image;
}

/** As a registry has it. */
export function imageAt(registry: string, image: string): string {
  return registry === '' ? image : `${registry.replace(/\/+$/, '')}/${image.replace(/^localhost\//, '')}`;
}

/** What of them is for these nodes and for all: other nodes stay as they are. With the image as the place has it. */
export function manifestsFor(
  manifests: readonly Manifest[],
  nodes: readonly LabNode[],
  { registry }: LabPlace,
): Manifest[] {
  const meant = manifests.filter(({ kind, metadata }) => {
    const node = metadata.labels?.[labels.node];
    return kind !== 'StatefulSet' || nodes.some(({ name }) => name === node);
  });
  for (const { spec } of meant) {
    const pod = spec?.template?.spec;
    for (const each of [...(pod?.containers ?? []), ...(pod?.initContainers ?? [])]) {
      each.image = imageAt(registry, each.image);
    }
  }
  return meant;
}
