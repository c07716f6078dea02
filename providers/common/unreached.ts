import { sentence } from '../../messages/index.js';
import type { ProviderName, Unreached } from '../contract.js';

/** For engines that open nodes' ports on the machine that they run on. @param endpoint where that is */
export function enginesMachine(provider: ProviderName, endpoint: string): Unreached {
  return {
    told: sentence('status.ports-elsewhere', { provider, endpoint }),
    remedy: sentence('doctor.ports-elsewhere.remedy'),
  };
}
