/**
 * What pods are handed is numbered. A host keeps the ConfigMap that it saw last, and may hand it to a pod that begins, as it was
 * before the members of the ensemble changed: with one server in it, an empty one would stand alone, and one that is held back would
 * start too early. So each `up` has a number, and a pod that it makes waits for files of that number or a higher one
 * (provision/pod.sh).
 */
import type { Lab } from '../../model/lab.js';
import { heldBack } from '../../model/unfinished.js';
import type { ClusterPlace, LabPlace } from './cluster-place.js';
import { tell } from './kubectl.js';
import { awaitedVariable, container, labels, ofLab } from './labels.js';
import type { Manifest } from './manifests.js';
import type { Pod } from './pods.js';

/** Of what it is given: which that is. */
const numberFile = 'handed';
/** Names of the volumes by which pods are given files, in what kind of object these lie. */
const given = { config: 'ConfigMap', keys: 'Secret' } as const;

/** The number of what is handed over next. A pod of a higher one, whosever notes are lost, would wait for ever. */
export const nextNumber = ({ handed = 0 }: Pick<LabPlace, 'handed'>, pods: readonly Pick<Pod, 'awaits'>[]) =>
  1 + Math.max(handed, ...pods.map(({ awaits }) => awaits));

/** Whether some set mounts it as a volume of that name. */
function isGiven(manifests: readonly Manifest[], { kind, metadata: { name } }: Manifest): boolean {
  const volumes = manifests.flatMap(({ spec }) => spec?.template?.spec.volumes ?? []);
  return volumes.some(
    (each) =>
      (kind === given.config && each.name === 'config' && each.configMap?.name === name) ||
      (kind === given.keys && each.name === 'keys' && each.secret?.secretName === name),
  );
}

/**
 * The manifests with a number, and the names of the nodes that are held back, which are on their way only while members change. A pod
 * that is there keeps the number that it has: a set whose pod is to have another makes it anew.
 */
export function handedAs(
  manifests: readonly Manifest[],
  number: number,
  pods: readonly Pod[],
  lab: Pick<Lab, 'dir'>,
): Manifest[] {
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const held = heldBack(lab);
  const awaitedBy = (node: string | undefined): number =>
    pods.find((pod) => pod.node === node && !pod.ending)?.awaits ?? number;
  return manifests.map((manifest) => {
    const { kind, data, spec, metadata } = manifest;
    if (isGiven(manifests, manifest)) {
      const files =
        kind === given.keys
          ? { [numberFile]: base64(String(number)) }
          : { [numberFile]: String(number), ...(held !== '' && { joining: held }) };
      return { ...manifest, data: { ...data, ...files } };
    }
    const pod = spec?.template?.spec;
    const waitsFor = awaitedBy(metadata.labels?.[labels.node]);
    // Made by hand, it waits for nothing.
    if (!pod || waitsFor === 0) return manifest;
    const containers = pod.containers.map((each) =>
      each.name === container
        ? { ...each, env: [...(each.env ?? []), { name: awaitedVariable, value: String(waitsFor) }] }
        : each,
    );
    return { ...manifest, spec: { ...spec, template: { ...spec.template, spec: { ...pod, containers } } } };
  });
}

/** Has hosts look at once what pods are to have by now; else they do so within a minute or two. Who may not tell them waits that long. */
export async function refresh(lab: Pick<Lab, 'facts'>, place: ClusterPlace, number: number): Promise<void> {
  await tell(place, ['annotate', 'pod', '-l', ofLab(lab), '--overwrite', `${labels.handed}=${number}`]);
}
