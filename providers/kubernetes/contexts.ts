/** What kubectl's configuration has: contexts, and the clusters that they lead to. */
import * as z from 'zod/mini';
import type { ClusterPlace } from './cluster-place.js';
import { environmentOf, kubectl } from './kubectl.js';

const view = z.object({
  'current-context': z.optional(z.string()),
  contexts: z.nullish(
    z.array(
      z.object({
        name: z.string(),
        context: z.object({ cluster: z.string(), namespace: z.optional(z.string()) }),
      }),
    ),
  ),
  clusters: z.nullish(
    z.array(
      z.object({
        name: z.string(),
        cluster: z.object({
          server: z.string(),
          extensions: z.optional(z.array(z.object({ extension: z.unknown() }))),
        }),
      }),
    ),
  ),
});

/** A context, as far as it matters here. */
export interface KnownContext {
  readonly name: string;
  /** Address of the API. */
  readonly server: string;
  /** The namespace that it names; undefined where it names none. */
  readonly namespace: string | undefined;
  /** Whether minikube has written it. */
  readonly minikube: boolean;
}

/** The contexts there are, and which one is chosen. */
export interface Contexts {
  readonly current: string | undefined;
  readonly known: readonly KnownContext[];
}

/** Reads the configuration; nothing is asked of any cluster. */
export async function contexts(place?: Pick<ClusterPlace, 'configuration'>): Promise<Contexts> {
  const { status, stdout } = await kubectl(
    ['config', 'view', '-o', 'json'],
    place ? environmentOf(place) : {},
  );
  const read = status === 0 ? view.safeParse(JSON.parse(stdout)) : undefined;
  if (!read?.success) return { current: undefined, known: [] };
  const { data } = read;
  const known = (data.contexts ?? []).map(({ name, context }) => {
    const cluster = data.clusters?.find((each) => each.name === context.cluster)?.cluster;
    return {
      name,
      server: cluster?.server ?? '',
      namespace: context.namespace,
      minikube: JSON.stringify(cluster?.extensions ?? []).includes('minikube.sigs.k8s.io'),
    };
  });
  return { current: data['current-context'] || undefined, known };
}
