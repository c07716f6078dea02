/** Deciding where a lab goes, before anything is put there. */
import { nameInCluster } from '../../generators/pods.js';
import { LabError, UsageError } from '../../messages/errors.js';
import { listed, sentence } from '../../messages/index.js';
import type { Context } from '../../model/events.js';
import type { Lab } from '../../model/lab.js';
import type { PartialSpec } from '../../model/spec.js';
import { stagesFrom } from '../../model/stages.js';
import { preparedAsTyped } from '../common/machine.js';
import type { Prepared, Whereabouts } from '../contract.js';
import { type ClusterPlace, type LabPlace, notePlace, placeOf } from './cluster-place.js';
import { contexts } from './contexts.js';
import { assertDone, silenceOf } from './failures.js';
import { configurationHere, tell } from './kubectl.js';
import { labels, ofLab, tooLongName } from './labels.js';
import { isMadeFor } from './remnants.js';

/** What tells a cluster from every other; '' where this user may not read it. @throws LabError kubernetes.refused where it does not answer */
async function identityOf(place: ClusterPlace): Promise<string> {
  const said = await tell(place, ['get', 'namespace', 'kube-system', '-o', 'jsonpath={.metadata.uid}']);
  if (said.status !== 0 && /forbidden/i.test(said.stderr)) return '';
  return assertDone(said, place).stdout.trim();
}

/** Why the context leads to another cluster than it did; undefined where it does not, or that cannot be known. */
export async function isOtherCluster(place: LabPlace): Promise<boolean> {
  if (place.cluster === '') return false;
  const now = await identityOf(place);
  return now !== '' && now !== place.cluster;
}

interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly labels?: Readonly<Record<string, string>> };
}

/** @throws LabError kubernetes.name-taken where somebody else's has a name there that the lab needs */
async function assertNamesFree(lab: Lab, place: ClusterPlace): Promise<void> {
  const said = await tell(place, ['get', 'service,statefulset,configmap,secret', '-o', 'json']);
  // Who may not list them will hear of it when they are made.
  if (said.status !== 0) return;
  const { items } = JSON.parse(said.stdout) as { items: readonly Named[] };
  const own = nameInCluster(lab.spec.name);
  const wanted = [...lab.nodes.map(({ name }) => name), `${own}-config`, `${own}-keys`];
  const taken = items.find(
    ({ metadata }) => wanted.includes(metadata.name) && metadata.labels?.[labels.id] !== lab.facts.id,
  );
  if (!taken) return;
  const { kind, metadata } = taken;
  const { namespace } = place;
  const free = `${own}-${lab.facts.id.slice(0, 4)}`;
  throw new LabError('kubernetes.name-taken', { namespace, kind, name: metadata.name, free });
}

/** Makes the namespace where there is none. @param dry only asks whether that may be done @throws LabError kubernetes.refused */
export async function provideNamespace(lab: Lab, place: ClusterPlace, dry = false): Promise<void> {
  const there = await tell(place, ['get', 'namespace', place.namespace, '-o', 'name']);
  // Who may use one need not be allowed to look at it.
  if (there.status === 0 || !/NotFound/.test(there.stderr)) return;
  const namespace = {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name: place.namespace,
      labels: { [labels.id]: lab.facts.id, 'pod-security.kubernetes.io/enforce': 'baseline' },
    },
  };
  const words = ['create', ...(dry ? ['--dry-run=server'] : []), '-f', '-'];
  assertDone(await tell(place, words, { input: JSON.stringify(namespace) }), place);
}

/**
 * Decides where the lab goes, and notes it: what was asked for, else where it was last, else what kubectl has chosen. Where the
 * context names no namespace, one of the lab's own.
 * @throws LabError kubernetes.made-until-os, kubernetes.made-long-name, kubernetes.no-context, kubernetes.elsewhere, kubernetes.other-cluster, kubernetes.name-taken, kubernetes.refused
 */
export async function settle(lab: Lab, wanted: Whereabouts, { emit }: Context): Promise<void> {
  if (lab.spec.until === 'os') throw new LabError('kubernetes.made-until-os');
  const long = tooLongName(lab.nodes);
  if (long) throw new LabError('kubernetes.made-long-name', long);
  const last = placeOf(lab);
  const { current, known } = await contexts(last);
  const context = wanted.context ?? last?.context ?? current;
  const found = known.find(({ name }) => name === context);
  if (context === undefined || !found) {
    const names = listed(known.map(({ name }) => name)) || '–';
    throw new LabError('kubernetes.no-context', { context: context ?? '–', names });
  }
  const namespace =
    wanted.namespace ??
    (last?.context === context ? last.namespace : undefined) ??
    found.namespace ??
    nameInCluster(lab.spec.name);
  if (last?.held && (last.context !== context || last.namespace !== namespace)) {
    throw new LabError('kubernetes.elsewhere', { context: last.context, namespace: last.namespace });
  }
  const same = last?.context === context;
  const place: LabPlace = {
    context,
    namespace,
    configuration: configurationHere() || (last?.configuration ?? ''),
    server: found.server,
    cluster: '',
    registry: wanted.registry ?? (same ? last.registry : ''),
    given: same ? last.given : '',
    held: last?.held ?? false,
    ...(last?.handed !== undefined && { handed: last.handed }),
  };
  const cluster = await identityOf(place);
  if (
    same &&
    wanted.context === undefined &&
    last.cluster !== '' &&
    cluster !== '' &&
    cluster !== last.cluster
  ) {
    throw new LabError('kubernetes.other-cluster', { context, server: found.server });
  }
  // It is made when the lab is put there: until then much may still be in the way.
  await provideNamespace(lab, place, true);
  await assertNamesFree(lab, place);
  const elsewhere = last !== undefined && cluster !== last.cluster;
  notePlace(lab, { ...place, cluster, ...(elsewhere && { given: '' }) });
  emit({ type: 'note', text: sentence('kubernetes.place', { context, server: found.server, namespace }) });
}

/** Before a lab is made for pods. @throws UsageError kubernetes.until-os, kubernetes.long-name */
export function prepare(typed: PartialSpec): Promise<Prepared> {
  if (typed.until === 'os')
    throw new UsageError('kubernetes.until-os', { stages: listed(stagesFrom('ssh')) });
  const long = typeof typed.nodes === 'object' ? tooLongName(typed.nodes) : undefined;
  if (long) throw new UsageError('kubernetes.long-name', long);
  return preparedAsTyped(typed);
}

/** Whether the cluster holds anything of a lab; or why it cannot be told. */
export async function holds(lab: Lab) {
  const place = placeOf(lab);
  if (!place?.held) return { holds: false } as const;
  const kinds = 'statefulset,persistentvolumeclaim,service,configmap,secret';
  const said = await tell(place, ['get', kinds, '-l', ofLab(lab), '-o', 'name']);
  if (said.status !== 0) return { holds: 'unknown', ...silenceOf(said, place) } as const;
  if (said.stdout.trim() !== '' || (await isMadeFor(place, lab.facts.id)))
    return { holds: true, dir: lab.dir } as const;
  try {
    if (!(await isOtherCluster(place))) return { holds: false } as const;
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
  }
  const { context, server } = place;
  const other = new LabError('kubernetes.other-cluster', { context, server });
  return { holds: 'unknown', reason: other.message, remedy: '' } as const;
}
