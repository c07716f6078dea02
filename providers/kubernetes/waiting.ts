/** Waiting until pods run, as long as that can come. */
import { setTimeout as pause } from 'node:timers/promises';
import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { lastLines } from '../../system/last-lines.js';
import { type LabPlace, notePlace, placeOf } from './cluster-place.js';
import { assertDone } from './failures.js';
import { handingCommand } from './image.js';
import { tell } from './kubectl.js';
import { claimOf, container, podOf } from './labels.js';
import { onLostHosts, type Pod, podsOf } from './pods.js';

/** Milliseconds between two looks. */
const every = 500;
/** Milliseconds for which a pod may be without a host, or not be there at all, before that counts: claims and hosts take a moment. */
const mayWait = 20_000;
/** Milliseconds without any change after which nothing will come any more: hosts pull images meanwhile. */
const patience = 180_000;

const pull = /^(ErrImagePull|ImagePullBackOff|ErrImageNeverPull|InvalidImageName)$/;
const broken = /^(CrashLoopBackOff|CreateContainerConfigError|CreateContainerError|RunContainerError)$/;

const unbound = /unbound immediate PersistentVolumeClaims/;
const tied = /volume node affinity conflict/;

/**
 * Pods that the cluster has given up for minutes, for want of an image or because they ended, are begun anew: what was missing may
 * be there by now. They have nothing but what their claims keep.
 */
export async function startAgain(place: LabPlace, pods: readonly Pod[]): Promise<void> {
  const stuck = pods.filter(({ reason }) => pull.test(reason) || broken.test(reason));
  if (stuck.length === 0) return;
  const names = stuck.map(({ node }) => podOf({ name: node }));
  assertDone(await tell(place, ['delete', 'pod', '--ignore-not-found', ...names], { time: 0 }), place);
}

/** What the cluster has said last of an object of a lab: a quota, a rule that forbids it, a claim that nobody can meet. */
async function complaintOf(place: LabPlace, kind: string, name: string): Promise<string> {
  const about = `involvedObject.kind=${kind},involvedObject.name=${name},type=Warning`;
  const path = 'jsonpath={.items[-1:].message}';
  return (await tell(place, ['get', 'events', '--field-selector', about, '-o', path])).stdout.trim();
}

/** The host that has a node's claim, as far as this user may know; '' else. */
async function hostOfClaim(place: LabPlace, node: Pick<LabNode, 'name'>): Promise<string> {
  const claim = await tell(place, [
    'get',
    'persistentvolumeclaim',
    claimOf(node),
    '-o',
    'jsonpath={.metadata.annotations.volume\\.kubernetes\\.io/selected-node} {.spec.volumeName}',
  ]);
  const [chosen, volume] = claim.stdout.split(' ');
  if (chosen || !volume) return chosen ?? '';
  const path = 'jsonpath={.spec.nodeAffinity.required.nodeSelectorTerms[0].matchExpressions[0].values[0]}';
  return (await tell(place, ['get', 'persistentvolume', volume, '-o', path])).stdout.trim();
}

/** What is to be known of a pod that no host takes, because its claim is on one that takes none; undefined where it is not so. */
export async function claimStays(
  place: LabPlace,
  node: Pick<LabNode, 'name'>,
  { message }: Pick<Pod, 'message'>,
): Promise<LabError | undefined> {
  if (!tied.test(message)) return undefined;
  const host = (await hostOfClaim(place, node)) || say('kubernetes.some-host');
  return new LabError('kubernetes.claim-stays', { node: node.name, host, said: message });
}

/** @throws LabError where this pod will not run whoever waits */
async function assertCanCome(
  lab: Lab,
  place: LabPlace,
  node: LabNode,
  pod: Pod | undefined,
  waited: number,
): Promise<void> {
  const { name } = node;
  if (pod && pull.test(pod.reason)) {
    // Then it has not got what it was given, or not any more.
    notePlace(lab, { ...(placeOf(lab) ?? place), given: '' });
    const image = /"([^"]*zk-lab\/pod[^"]*)"/.exec(pod.message)?.[1] ?? place.given;
    if (place.registry !== '') {
      const { registry } = place;
      throw new LabError('kubernetes.cannot-pull-from', {
        node: name,
        host: pod.host,
        registry,
        said: pod.message,
      });
    }
    const command = await handingCommand(image, place);
    throw new LabError('kubernetes.cannot-pull', {
      node: name,
      host: pod.host,
      image,
      command,
      said: pod.message,
    });
  }
  if (pod && broken.test(pod.reason)) {
    const logs = await tell(place, ['logs', podOf(node), '-c', container, '--tail', '12', '--previous']);
    const said = lastLines(logs.status === 0 ? logs.stdout : pod.message, 8);
    throw new LabError('kubernetes.pod-failed', { node: name, reason: pod.reason, said });
  }
  if (waited < mayWait) return;
  if (pod && (await onLostHosts(place, [pod])).length > 0) {
    throw new LabError('kubernetes.host-lost', { node: name, host: pod.host });
  }
  if (pod && unbound.test(pod.message)) {
    const said = await complaintOf(place, 'PersistentVolumeClaim', claimOf(node));
    throw new LabError('kubernetes.no-claim', { node: name, said: said || pod.message });
  }
  if (pod?.reason === 'Unschedulable') {
    const stays = await claimStays(place, node, pod);
    if (stays) throw stays;
    throw new LabError('kubernetes.no-host', { node: name, said: pod.message });
  }
  const said = pod ? '' : await complaintOf(place, 'StatefulSet', name);
  if (said !== '') throw new LabError('kubernetes.no-pod', { node: name, said });
}

/** @throws LabError kubernetes.cannot-pull, kubernetes.pod-failed, kubernetes.no-host, kubernetes.no-pod, kubernetes.stuck */
export async function awaitPods(
  lab: Lab,
  place: LabPlace,
  nodes: readonly LabNode[],
  { signal }: Context,
): Promise<void> {
  const began = Date.now();
  let [seen, changed] = ['', began];
  for (;;) {
    const pods = await podsOf(lab, place);
    signal.throwIfAborted();
    const missing = nodes.filter(({ name }) => !pods.some(({ node, running }) => node === name && running));
    if (missing.length === 0) return;
    const now = JSON.stringify(pods);
    if (now !== seen) [seen, changed] = [now, Date.now()];
    for (const node of missing) {
      const pod = pods.find((each) => each.node === node.name);
      await assertCanCome(lab, place, node, pod, Date.now() - began);
    }
    const [node] = missing;
    if (node && Date.now() - changed > patience) {
      const pod = pods.find((each) => each.node === node.name);
      throw new LabError('kubernetes.stuck', {
        node: node.name,
        pod: podOf(node),
        reason: pod?.reason || '–',
      });
    }
    await pause(every, undefined, { signal });
  }
}

/** Waits until these nodes' pods are gone, or those that are left are on hosts that do not answer. */
export async function awaitGone(
  lab: Pick<Lab, 'facts'>,
  place: LabPlace,
  names: readonly string[],
  { signal }: Context,
): Promise<void> {
  for (
    const deadline = Date.now() + 60_000;
    Date.now() < deadline;
    await pause(every, undefined, { signal })
  ) {
    if (!(await podsOf(lab, place)).some(({ node }) => names.includes(node))) return;
  }
}
