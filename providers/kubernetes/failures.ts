/** What kubectl says, as a reason and what to type. */
import { LabError } from '../../messages/errors.js';
import { say } from '../../messages/index.js';
import type { Silence } from '../contract.js';
import type { Said } from './kubectl.js';
import type { Place } from './place.js';

/** The end of what it said, within a sentence; what its libraries log is said again there. */
function saidIn(stderr: string): string {
  const lines = stderr.split('\n').map((line) => line.trim());
  return lines
    .filter((line) => line !== '' && !/^[EIW]\d{4} /.test(line))
    .slice(-2)
    .join(' ');
}

/** Why a cluster does not tell what it was asked. */
export function silenceOf({ status, stderr }: Said, { context, namespace }: Place): Silence {
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
export function assertDone(said: Said, place: Place): Said {
  if (said.status === 0) return said;
  throw new LabError('kubernetes.refused', { ...silenceOf(said, place) });
}
