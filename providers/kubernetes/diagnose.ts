import { nameInCluster } from '../../generators/pods.js';
import { say } from '../../messages/index.js';
import type { Lab } from '../../model/lab.js';
import { versionOf } from '../common/versions.js';
import type { Availability, Diagnosis } from '../contract.js';
import { type ClusterPlace, placeOf } from './cluster-place.js';
import { contexts } from './contexts.js';
import { silenceOf } from './failures.js';
import { tell } from './kubectl.js';

/** Whether there is a kubectl that knows a cluster; none is asked anything. */
export async function available(): Promise<Availability> {
  const version = await versionOf('kubectl', ['version', '--client']);
  if (version === undefined) {
    return { ok: false, reason: say('kubernetes.no-kubectl'), remedy: say('kubernetes.no-kubectl.remedy') };
  }
  const { current, known } = await contexts();
  if (known.length === 0) {
    return { ok: false, reason: say('kubernetes.no-cluster'), remedy: say('kubernetes.no-cluster.remedy') };
  }
  return { ok: true, detail: say('kubernetes.detail', { context: current ?? known[0]?.name ?? '' }) };
}

/** What is so where the lab is, or would go: kubectl, the cluster, what this user may make there, and claims. */
export async function diagnose(lab: Lab): Promise<Diagnosis[]> {
  const title = say('kubernetes.title');
  const usable = await available();
  if (!usable.ok) return [{ title, level: 'failure', detail: usable.reason, remedy: usable.remedy }];
  const { current, known } = await contexts();
  const chosen = known.find(({ name }) => name === current) ?? known[0];
  const place: ClusterPlace = placeOf(lab) ?? {
    context: chosen?.name ?? '',
    namespace: chosen?.namespace ?? nameInCluster(lab.spec.name),
    configuration: '',
  };
  const { context, namespace } = place;
  const answer = await tell(place, ['get', '--raw', '/version']);
  if (answer.status !== 0) {
    const { reason, remedy } = silenceOf(answer, place);
    return [{ title, level: 'failure', detail: reason, remedy }];
  }
  const [may, classes] = await Promise.all([
    tell(place, ['auth', 'can-i', 'create', 'statefulsets.apps']),
    tell(place, [
      'get',
      'storageclass',
      '-o',
      'jsonpath={range .items[*]}{.metadata.name} {.metadata.annotations}{"\\n"}{end}',
    ]),
  ]);
  const usual = /^(\S+) .*is-default-class":"true/m.exec(classes.stdout)?.[1];
  const makes = say('doctor.kubernetes.may');
  const claims = say('doctor.kubernetes.claims');
  return [
    {
      title,
      level: 'ok',
      detail: say('kubernetes.answers', {
        context,
        namespace,
        version: JSON.parse(answer.stdout).gitVersion,
      }),
    },
    may.stdout.trim() === 'yes'
      ? { title: makes, level: 'ok', detail: namespace }
      : {
          title: makes,
          level: 'failure',
          detail: say('doctor.kubernetes.may-not', { context, namespace }),
          remedy: say('kubernetes.forbidden.remedy', { namespace }),
        },
    classes.status !== 0 || usual !== undefined
      ? { title: claims, level: 'ok', detail: usual ?? say('doctor.kubernetes.unseen') }
      : {
          title: claims,
          level: 'failure',
          detail: say('doctor.kubernetes.no-class'),
          remedy: say('doctor.kubernetes.no-class.remedy'),
        },
  ];
}
