/** Nodes as pods of a cluster, through kubectl and the lab's own manifests. */

import { LabError } from '../../messages/errors.js';
import { sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import type { LabNode } from '../../model/nodes.js';
import { stagesFrom } from '../../model/stages.js';
import { forwardedNode } from '../common/forwarded-node.js';
import { forwardedPorts, nothingPlanned, ownDisks, unhindered } from '../common/machine.js';
import { endFaultsOn, machineFaults } from '../common/machine-faults.js';
import type { NodeHandle, NodeState, Provider, Unreached } from '../contract.js';
import { type LabPlace, notePlace, placeOf } from './cluster-place.js';
import { available, diagnose } from './diagnose.js';
import { podExec, podTerminal } from './exec.js';
import { assertDone } from './failures.js';
import { possible } from './faults.js';
import { endForwarding, forwarding, provideForwarding } from './forwarding.js';
import { giveFiles } from './give.js';
import { handedAs, nextNumber, refresh } from './handed.js';
import { provideImage } from './image.js';
import { tell } from './kubectl.js';
import { ofLab, ofNodes, podOf } from './labels.js';
import { manifestsFor, manifestsOf } from './manifests.js';
import { onLostHosts, type Pod, podsOf } from './pods.js';
import { remnants, removeBy, removeNamespace, removeRemnants, removeUnmeant } from './remnants.js';
import { holds, isOtherCluster, prepare, provideNamespace, settle } from './settle.js';
import { awaitGone, awaitPods, claimStays, startAgain } from './waiting.js';

/** Where the lab's own files are in a pod. */
const labFiles = '/lab';
/** Milliseconds without progress: a pod and its server start within seconds, on hosts that others use, too. */
const patience = 40_000;

/** @throws LabError node.not-running where the lab was never there */
function requirePlace(lab: Lab, { name }: Pick<LabNode, 'name'>): LabPlace {
  const place = placeOf(lab);
  if (!place?.held) throw new LabError('node.not-running', { node: name });
  return place;
}

async function up(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  const { emit, signal } = context;
  // Whoever did not say where, in a program say, means where kubectl is.
  if (placeOf(lab) === undefined) await settle(lab, {}, context);
  const manifests = await manifestsOf(lab);
  const before = placeOf(lab) as LabPlace;
  await provideImage(lab, manifests, before, context);
  const place = placeOf(lab) as LabPlace;
  const pods = await podsOf(lab, place);
  const ran = pods.filter(({ running }) => running);
  const wanted = pods.filter(({ node }) => nodes.some(({ name }) => name === node));
  emit({ type: 'step', title: sentence('kubernetes.start', { count: nodes.length }) });
  const number = nextNumber(place, pods);
  notePlace(lab, { ...place, held: true, handed: number });
  await provideNamespace(lab, place);
  const items = handedAs(manifestsFor(manifests, nodes, place), number, pods, lab);
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
  assertDone(await tell(place, ['apply', '-f', '-'], { input, signal, time: 0 }), place);
  await removeUnmeant(lab, place, items);
  await startAgain(place, wanted);
  const lost = await onLostHosts(place, pods);
  const isThere = ({ name }: LabNode): boolean => !lost.some(({ node }) => node === name);
  // They have what they were given when they began.
  const known = lab.nodes.filter((node) => isThere(node) && ran.some(({ node: name }) => name === node.name));
  await Promise.all(known.map((node) => giveFiles(lab, place, node)));
  await awaitPods(lab, place, nodes.filter(isThere), context);
  await refresh(lab, place, number);
  await provideForwarding(lab, place);
  const missed = lost.find(({ node }) => nodes.some(({ name }) => name === node));
  if (missed) throw new LabError('kubernetes.host-lost', { node: missed.node, host: missed.host });
}

async function down(lab: Lab, nodes: readonly LabNode[], context: Context): Promise<void> {
  const place = placeOf(lab);
  if (!place?.held) return;
  context.emit({ type: 'step', title: sentence('kubernetes.stop') });
  await endFaultsOn(faults, lab, nodes, context);
  const names = nodes.map(({ name }) => name);
  const there = await tell(place, ['get', 'statefulset', '-l', ofNodes(lab, nodes), '-o', 'name']);
  const sets = assertDone(there, place).stdout.split('\n').filter(Boolean);
  if (sets.length > 0) {
    assertDone(await tell(place, ['scale', '--replicas=0', ...sets], { time: 0 }), place);
    await awaitGone(lab, place, names, context);
  }
  if (!(await podsOf(lab, place)).some(({ running }) => running)) await endForwarding(lab);
}

/** Pods on hosts that do not answer are never reported gone: they are struck out. */
async function strikeOut(lab: Lab, place: LabPlace, names: readonly string[]): Promise<void> {
  const lost = await onLostHosts(place, await podsOf(lab, place));
  const pods = lost.filter(({ node }) => names.includes(node)).map(({ node }) => podOf({ name: node }));
  if (pods.length === 0) return;
  await tell(place, ['delete', 'pod', ...pods, '--force', '--grace-period=0', '--ignore-not-found']);
}

async function remove(lab: Lab, nodes: readonly LabNode[], { emit, signal }: Context): Promise<void> {
  const place = placeOf(lab);
  if (!place?.held) return;
  emit({ type: 'step', title: sentence('kubernetes.remove', { ...place }) });
  const names = nodes.map(({ name }) => name);
  await strikeOut(lab, place, names);
  await removeBy(place, ofNodes(lab, nodes), signal);
}

async function destroy(lab: Lab, context: Context): Promise<void> {
  const place = placeOf(lab);
  await endForwarding(lab);
  if (!place?.held) return;
  const { context: name, server } = place;
  if (await isOtherCluster(place)) throw new LabError('kubernetes.other-cluster', { context: name, server });
  context.emit({ type: 'step', title: sentence('kubernetes.remove', { ...place }) });
  await strikeOut(
    lab,
    place,
    lab.nodes.map((node) => node.name),
  );
  await removeBy(place, ofLab(lab), context.signal);
  await removeNamespace(place, lab.facts.id);
  notePlace(lab, { ...place, held: false });
}

/** A node's pod, and what of a host that is lost its owner should know. */
async function stateOf(place: LabPlace, { name }: LabNode, pod: Pod | undefined): Promise<NodeState> {
  if (!pod) return { name, running: false };
  if ((await onLostHosts(place, [pod])).length > 0) {
    return { name, running: false, note: sentence('kubernetes.host-lost', { node: name, host: pod.host }) };
  }
  if (pod.running || pod.reason === '') return { name, running: pod.running };
  const stays = await claimStays(place, { name }, pod);
  if (stays) return { name, running: false, note: stays.sentence };
  return { name, running: false, note: sentence('kubernetes.waits', { ...pod, node: name }) };
}

async function states(lab: Lab): Promise<NodeState[]> {
  const place = placeOf(lab);
  if (!place?.held) return lab.nodes.map(({ name }) => ({ name, running: false }));
  const pods = await podsOf(lab, place);
  const leads = forwarding(lab);
  const found = await Promise.all(
    lab.nodes.map(async (node) => {
      const state = await stateOf(
        place,
        node,
        pods.find((pod) => pod.node === node.name),
      );
      const kept = leads?.config.leads.some(({ port }) => port === node.clientPort);
      return state.running || !kept ? state : { ...state, keepsPorts: true as const };
    }),
  );
  const [first] = found;
  if (!first || !leads || !found.some(({ running }) => running)) return found;
  const note = sentence('kubernetes.forwarded', { pid: leads.process.pid, ...place });
  return found.map((state) => (state === first && state.note === undefined ? { ...state, note } : state));
}

const unreached = (): Unreached => ({
  told: sentence('kubernetes.not-forwarded'),
  remedy: sentence('kubernetes.not-forwarded.remedy'),
});

function node(lab: Lab, node: LabNode): NodeHandle {
  const running = async (): Promise<LabPlace> => {
    const place = requirePlace(lab, node);
    await assertRuns(lab, place, node);
    return place;
  };
  return forwardedNode(lab, node, labFiles, {
    async exec(command, options) {
      // kubectl writes where the program does: who it is that fails is known by looking first.
      const place = options.interactive ? await running() : requirePlace(lab, node);
      return podExec(place, node, command, options);
    },
    terminal: async (command, size) => podTerminal(await running(), node, command, size),
    ready: async () => provideForwarding(lab, await running()),
    unreached,
  });
}

/** @throws LabError node.not-running, kubernetes.refused */
async function assertRuns(lab: Lab, place: LabPlace, { name }: LabNode): Promise<void> {
  if ((await podsOf(lab, place)).some(({ node, running }) => node === name && running)) return;
  throw new LabError('node.not-running', { node: name });
}

const faults = machineFaults({
  node,
  isMade: (lab) => placeOf(lab)?.held === true,
  async exec(lab, node, command, options) {
    const place = placeOf(lab);
    if (!place) return 1;
    try {
      return await podExec(place, node, command, options);
    } catch (error) {
      if (error instanceof LabError) return 1;
      throw error;
    }
  },
  // node.sh, the first process of a pod, starts the server at this signal.
  start: () => ['kill', '-USR1', '1'],
});

/** Nodes as pods of a cluster. */
export const kubernetes: Provider = {
  hindrance: unhindered,
  name: 'kubernetes',
  capabilities: {
    ssh: true,
    // Pods have addresses that the cluster gives them.
    network: false,
    machine: 'own',
    given: false,
    byName: true,
    severalClusters: true,
    // A pod has the name and the hosts that its cluster gives it.
    stages: stagesFrom('ssh'),
    patience,
    faults: possible,
  },
  faults,
  available,
  diagnose,
  // Each lab knows its own place.
  endpoint: () => '',
  pointTo: () => '',
  prepare,
  settle,
  plan: nothingPlanned,
  lackOfRoom: ownDisks,
  holds,
  up,
  down,
  destroy,
  remove,
  states,
  node,
  ports: forwardedPorts,
  unreached,
  remnants,
  removeRemnants,
  machines(lab) {
    const place = placeOf(lab);
    if (!place?.held) return {};
    const { context, namespace, configuration } = place;
    return { context, namespace, configuration };
  },
};
