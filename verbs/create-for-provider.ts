import type { Sentence } from '../messages/index.js';
import type { Context } from '../model/events.js';
import type { PartialSpec } from '../model/spec.js';
import type { Provider, ProviderName, Whereabouts } from '../providers/contract.js';
import { providerNamed } from '../providers/index.js';
import { usableProvider } from './choose-provider.js';
import { type CreateResult, create, type SpecFile } from './create.js';
import { assertPlaces } from './whereabouts.js';

/** What a lab that is to be brought up at once is made of. */
export interface NewLab {
  /** Where it goes; relative to the current directory. */
  readonly directory: string;
  /** Fields as typed, valid one by one. */
  readonly typed: PartialSpec;
  /** The specification file that fields were read from. */
  readonly specFile?: SpecFile | undefined;
  /** The engine to use, instead of the first that can be used. */
  readonly provider?: ProviderName | undefined;
  /** Where on it the lab is going to be. */
  readonly where?: Whereabouts | undefined;
}

/**
 * Chooses a provider, adapts what was typed to it, and makes the lab; what the provider gets itself is not fetched.
 * @param adapt changes the specification once the provider has had its say; then the lab is made
 * @returns also the provider, and a sentence for the user if it is another lab now
 * @throws LabError where no provider can be used; UsageError up.no-such-place; and what `create` throws
 */
export async function createForProvider(
  { directory, typed, specFile, provider: wanted, where = {} }: NewLab,
  context: Context,
  adapt: (spec: PartialSpec) => Promise<PartialSpec> = async (spec) => spec,
): Promise<CreateResult & { readonly provider: Provider; readonly note: Sentence | undefined }> {
  assertPlaces(where, wanted && (await providerNamed(wanted)));
  const nodes = typeof typed.nodes === 'object' ? typed.nodes : [];
  const given = (typed.hosts ?? []).map((host) => ({ id: 0, name: '', address: '', host }));
  const { provider } = await usableProvider(wanted, { nodes: [...nodes, ...given] });
  const { spec, note, fetches } = await provider.prepare(typed, context);
  const result = await create(
    {
      directory,
      typed: await adapt(spec),
      ...(specFile && { specFile }),
      ...{ fetch: !fetches, force: false, dryRun: false },
    },
    {
      signal: context.signal,
      progress: (artifact) => context.emit({ type: 'artifact', artifact }),
    },
  );
  return { ...result, provider, note };
}
