import type { Context, ProviderName } from '../providers/provider.js';

/** What a verb needs of its surroundings: a signal that ends it, and somebody to tell what it does. */
export type VerbContext = Context;

/** What every verb on a lab may be told. */
export interface VerbOptions {
  /** The provider to use, instead of the one that holds the lab or is found. */
  readonly provider?: ProviderName | undefined;
}
