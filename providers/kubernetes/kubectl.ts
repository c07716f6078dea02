/** kubectl, as the user has set it up: always told where, never left to what happens to be chosen at the moment. */
import { delimiter, resolve } from 'node:path';
import { start, statusOf } from '../../system/run.js';
import type { ClusterPlace } from './cluster-place.js';

/** What kubectl said. */
export interface KubectlAnswer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Seconds for an answer of the cluster's API. */
const answerTime = 15;

/** The variables by which kubectl finds the place's context: the user's own, or those of when the lab was brought up. */
export function environmentOf({
  configuration,
}: Pick<ClusterPlace, 'configuration'>): Record<string, string> {
  if (process.env.KUBECONFIG || configuration === '') return {};
  return { KUBECONFIG: configuration };
}

/** The value of KUBECONFIG now, for whoever is in another folder later; '' where there is none. */
export const configurationHere = (): string =>
  (process.env.KUBECONFIG ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((file) => resolve(file))
    .join(delimiter);

/** The words that say where. */
export const whereabouts = ({ context, namespace }: ClusterPlace): string[] => [
  '--context',
  context,
  '--namespace',
  namespace,
];

/** Runs kubectl without a place. @param env see environmentOf */
export async function kubectl(
  args: readonly string[],
  env: Record<string, string> = {},
  options: { readonly input?: string; readonly signal?: AbortSignal | undefined } = {},
): Promise<KubectlAnswer> {
  const { input, signal } = options;
  const { child } = await start('kubectl', args, {
    env,
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
    ...(signal && { cancelSignal: signal }),
    stripFinalNewline: false,
  });
  const result = await child;
  signal?.throwIfAborted();
  return {
    status: statusOf(result),
    stdout: String(result.stdout ?? ''),
    stderr: String(result.stderr ?? ''),
  };
}

/** Asks or tells the lab's cluster something. @param time seconds; 0: as long as it takes */
export function tell(
  place: ClusterPlace,
  args: readonly string[],
  options: {
    readonly input?: string;
    readonly signal?: AbortSignal | undefined;
    readonly time?: number;
  } = {},
): Promise<KubectlAnswer> {
  const { time = answerTime, ...others } = options;
  const limit = time === 0 ? [] : [`--request-timeout=${time}s`];
  return kubectl([...whereabouts(place), ...limit, ...args], environmentOf(place), others);
}
