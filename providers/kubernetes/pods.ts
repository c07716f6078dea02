/** The lab's pods, and how they are. */
import * as z from 'zod/mini';
import type { Lab } from '../../model/lab.js';
import type { ClusterPlace } from './cluster-place.js';
import { assertDone } from './failures.js';
import { tell } from './kubectl.js';
import { awaitedVariable, container, labels, ofLab } from './labels.js';

const reason = z.optional(z.object({ reason: z.optional(z.string()), message: z.optional(z.string()) }));
const state = z.object({ running: z.optional(z.unknown()), waiting: reason, terminated: reason });
const statuses = z.optional(
  z.array(z.object({ name: z.string(), state, lastState: z.optional(state), restartCount: z.number() })),
);
const list = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        labels: z.record(z.string(), z.string()),
        deletionTimestamp: z.optional(z.string()),
      }),
      spec: z.object({
        nodeName: z.optional(z.string()),
        containers: z.array(
          z.object({
            name: z.string(),
            env: z.optional(z.array(z.object({ name: z.string(), value: z.optional(z.string()) }))),
          }),
        ),
      }),
      status: z.object({
        conditions: z.optional(
          z.array(
            z.object({
              type: z.string(),
              status: z.string(),
              reason: z.optional(z.string()),
              message: z.optional(z.string()),
            }),
          ),
        ),
        containerStatuses: statuses,
        initContainerStatuses: statuses,
      }),
    }),
  ),
});

/** A node's pod. */
export interface Pod {
  readonly node: string;
  /** Its machine runs: the container does, and nobody has told it to end. */
  readonly running: boolean;
  /** Somebody has told it to end. */
  readonly ending: boolean;
  /** It does what its stage promises. */
  readonly ready: boolean;
  /** The host that it is on; '' for none yet. */
  readonly host: string;
  /** The number of the files that it waits for, or has (handed.ts); 0 where it was made without. */
  readonly awaits: number;
  /** Why it waits, in the cluster's words: ErrImagePull, Unschedulable; '' where it does not. */
  readonly reason: string;
  readonly message: string;
}

/** Those of a lab. @throws LabError kubernetes.refused */
export async function podsOf(lab: Pick<Lab, 'facts'>, place: ClusterPlace): Promise<Pod[]> {
  const said = await tell(place, ['get', 'pods', '-l', ofLab(lab), '-o', 'json']);
  const { items } = list.parse(JSON.parse(assertDone(said, place).stdout));
  return items.map(({ metadata, spec, status }) => {
    const own = status.containerStatuses?.find(({ name }) => name === container);
    const all = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
    const waiting = all.find(
      ({ state: { waiting } }) => !/^(PodInitializing|ContainerCreating)?$/.test(waiting?.reason ?? ''),
    );
    const unscheduled = status.conditions?.find(
      ({ type, status }) => type === 'PodScheduled' && status === 'False',
    );
    const env = spec.containers.find(({ name }) => name === container)?.env;
    const ending = metadata.deletionTimestamp !== undefined;
    return {
      node: metadata.labels[labels.node] ?? '',
      running: own?.state.running !== undefined && !ending,
      ending,
      ready: status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false,
      host: spec.nodeName ?? '',
      awaits: Number(env?.find(({ name }) => name === awaitedVariable)?.value ?? 0),
      reason: waiting?.state.waiting?.reason ?? unscheduled?.reason ?? '',
      message:
        waiting?.state.waiting?.message ??
        waiting?.lastState?.terminated?.message ??
        unscheduled?.message ??
        '',
    };
  });
}

/** Whether a host of the cluster answers it; true where this user may not ask. */
async function hostAnswers(place: ClusterPlace, host: string): Promise<boolean> {
  const path = 'jsonpath={.status.conditions[?(@.type=="Ready")].status}';
  const { status, stdout, stderr } = await tell(place, ['get', 'node', host, '-o', path]);
  if (status !== 0) return !/NotFound/.test(stderr);
  return stdout.trim() === 'True';
}

/** Those of these pods whose hosts do not answer. One that is ready is not looked at: its host is there, or was a moment ago. */
export async function onLostHosts(place: ClusterPlace, pods: readonly Pod[]): Promise<Pod[]> {
  const doubtful = pods.filter(({ ready, host }) => !ready && host !== '');
  const answers = await Promise.all(doubtful.map(({ host }) => hostAnswers(place, host)));
  return doubtful.filter((_, index) => !answers[index]);
}
