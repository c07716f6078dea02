import { LabError } from '../../messages/errors.js';
import { sentence, textOf } from '../../messages/index.js';
import type { ProviderName, Unreached } from '../contract.js';

/** For engines that open nodes' ports on the machine that they run on. @param endpoint where that is */
export function enginesMachine(provider: ProviderName, endpoint: string): Unreached {
  return {
    told: sentence('status.ports-elsewhere', { provider, endpoint }),
    remedy: sentence('doctor.ports-elsewhere.remedy'),
  };
}

/** For what goes to a port that is not on this machine. */
export function elsewhere({ told, remedy }: Unreached): LabError {
  return new LabError('node.elsewhere', { told: textOf(told), remedy: textOf(remedy) });
}
