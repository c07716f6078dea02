import { type Sentence, sentence } from '../messages/index.js';
import type { Provider } from '../providers/contract.js';

/** What to know where nodes answer their engine, and nobody answers at their ports on this machine. */
export function portsElsewhere(provider: Provider): Sentence {
  return sentence('status.ports-elsewhere', { provider: provider.name, endpoint: provider.endpoint() });
}
