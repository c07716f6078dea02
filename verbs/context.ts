import type { ProviderName } from '../providers/contract.js';

/** What every verb on a lab may be told. */
export interface VerbOptions {
  /** The provider to use, instead of the one that holds the lab or is found. */
  readonly provider?: ProviderName | undefined;
}
