/** What kubectl says, as a reason and what to type. */
import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import type { Silence } from '../contract.js';
import type { ClusterPlace } from './cluster-place.js';
import type { KubectlAnswer } from './kubectl.js';

/** The end of what it said, within a sentence; what its libraries log is said again there. */
function saidIn(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !/^[EIW]\d{4} /.test(line))
    .slice(-2)
    .join(' ');
}

/** Why a cluster does not tell what it was asked. */
export function silenceOf({ status, stderr }: KubectlAnswer, { context, namespace }: ClusterPlace): Silence {
  if (status === 127) {
    return { reason: say('kubernetes.no-kubectl'), remedy: say('kubernetes.no-kubectl.remedy') };
  }
  if (/context .* does not exist|no context exists/.test(stderr)) {
    return {
      reason: say('kubernetes.gone-context', { context }),
      remedy: say('kubernetes.gone-context.remedy'),
    };
  }
  if (/Forbidden|forbidden/.test(stderr)) {
    return {
      reason: say('kubernetes.forbidden', { context, said: saidIn(stderr) }),
      remedy: say('kubernetes.forbidden.remedy', { namespace }),
    };
  }
  if (/Unauthorized|must be logged in|provide credentials/.test(stderr)) {
    return {
      reason: say('kubernetes.unauthorized', { context }),
      remedy: say('kubernetes.unauthorized.remedy', { context }),
    };
  }
  return {
    reason: say('kubernetes.no-answer', { context, said: saidIn(stderr) }),
    remedy: say('kubernetes.no-answer.remedy', { context }),
  };
}

/** @throws LabError kubernetes.refused where kubectl failed */
export function assertDone(said: KubectlAnswer, place: ClusterPlace): KubectlAnswer {
  if (said.status === 0) return said;
  throw new LabError('kubernetes.refused', { ...silenceOf(said, place) });
}
