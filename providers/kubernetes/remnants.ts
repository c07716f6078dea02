/** What is left of a lab, on the cluster and in the namespace that are remembered of it: known by its id. */
import { sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import type { RegisteredLab } from '../../model/registry.js';
import type { Remnants } from '../contract.js';
import type { ClusterPlace } from './cluster-place.js';
import { assertDone, silenceOf } from './failures.js';
import { tell } from './kubectl.js';
import { labels, ofId, ofLab } from './labels.js';
import type { Manifest } from './manifests.js';

/** All kinds that a lab has; sets first, so that no pod comes anew. */
const kinds =
  'statefulset,pod,service,configmap,secret,poddisruptionbudget,networkpolicy,persistentvolumeclaim';
/** Seconds for claims to be let go of. */
const letGo = 90;

/** @param selector of labels @param wait whether it is gone when this resolves @throws LabError kubernetes.refused */
export async function removeBy(place: ClusterPlace, selector: string, signal?: AbortSignal): Promise<void> {
  const words = ['delete', kinds, '-l', selector, '--ignore-not-found', '--wait=true', `--timeout=${letGo}s`];
  assertDone(await tell(place, words, { signal, time: 0 }), place);
}

/** Of what was applied once and is not meant any more: a budget of three voters would keep the host of one from ever being emptied. */
export async function removeUnmeant(
  lab: Pick<Lab, 'facts'>,
  place: ClusterPlace,
  meant: readonly Manifest[],
): Promise<void> {
  if (meant.some(({ kind }) => kind === 'PodDisruptionBudget')) return;
  assertDone(
    await tell(place, ['delete', 'poddisruptionbudget', '-l', ofLab(lab), '--ignore-not-found']),
    place,
  );
}

/** Whether the namespace was made for that lab, and is there. */
export async function isMadeFor(place: ClusterPlace, id: string | undefined): Promise<boolean> {
  const path = `jsonpath={.metadata.labels.${labels.id.replaceAll('.', '\\.')}}`;
  const { status, stdout } = await tell(place, ['get', 'namespace', place.namespace, '-o', path]);
  return status === 0 && id !== undefined && stdout.trim() === id;
}

/** The namespace, if it was made for the lab. @throws LabError kubernetes.refused */
export async function removeNamespace(place: ClusterPlace, id: string | undefined): Promise<void> {
  if (!(await isMadeFor(place, id))) return;
  const words = ['delete', 'namespace', place.namespace, '--wait=true', `--timeout=${letGo}s`];
  assertDone(await tell(place, words, { time: 0 }), place);
}

/** What was remembered as its machines. */
function placeIn({ machines = {} }: RegisteredLab): ClusterPlace | undefined {
  const { context, namespace, configuration = '' } = machines;
  return context === undefined || namespace === undefined ? undefined : { context, namespace, configuration };
}

export async function remnants(lab: RegisteredLab): Promise<Remnants> {
  const place = placeIn(lab);
  if (!place || lab.id === undefined) return { found: [], running: 0 };
  const words = ['get', 'pod,statefulset,persistentvolumeclaim', '-l', ofId(lab.id), '-o', 'name'];
  const said = await tell(place, words);
  if (said.status !== 0) return { found: 'unknown', ...silenceOf(said, place) };
  const found = said.stdout.split('\n').filter(Boolean);
  return { found, running: found.filter((name) => name.startsWith('pod/')).length };
}

export async function removeRemnants(lab: RegisteredLab, { emit, signal }: Context): Promise<void> {
  const place = placeIn(lab);
  if (!place || lab.id === undefined) return;
  emit({ type: 'step', title: sentence('kubernetes.remove', { ...place }) });
  await removeBy(place, ofId(lab.id), signal);
  await removeNamespace(place, lab.id);
}
