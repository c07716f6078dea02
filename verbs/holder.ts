import type { Lab } from '../labs/lab.js';
import { registeredLab, registerLab } from '../labs/registry.js';
import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import { firstAvailable, holdersOf, providerNamed } from '../providers/index.js';
import { type Provider, type ProviderName, providerNames } from '../providers/provider.js';

/** A provider, and in words why it was this one. */
export interface Choice {
  readonly provider: Provider;
  readonly why: string;
  /** Whether it holds the lab already. */
  readonly held: boolean;
}

/** The provider that is remembered to have held the lab last, if it still does: asking one engine is quicker than three. */
async function rememberedHolder(lab: Lab): Promise<Provider | undefined> {
  const name = registeredLab(lab.dir)?.provider as ProviderName | undefined;
  if (name === undefined || !providerNames.includes(name)) return undefined;
  const provider = await providerNamed(name);
  return (await provider.holds(lab)) ? provider : undefined;
}

/** Remembers which provider holds the lab, for the next command. */
export function remember(lab: Lab, provider: Provider): void {
  registerLab({ dir: lab.dir, name: lab.spec.name, network: lab.spec.network, provider: provider.name });
}

/** The provider that holds the lab, running or not; undefined if none does. */
export async function holderOf(lab: Lab, wanted?: ProviderName): Promise<Provider | undefined> {
  if (wanted !== undefined) {
    const provider = await providerNamed(wanted);
    return (await provider.holds(lab)) ? provider : undefined;
  }
  return (await rememberedHolder(lab)) ?? (await holdersOf(lab))[0];
}

/**
 * The provider that holds the lab, for verbs that need its machines.
 * @throws LabError lab.not-up if nothing of the lab is there yet
 */
export async function holding(lab: Lab, wanted?: ProviderName): Promise<Provider> {
  const provider = await holderOf(lab, wanted);
  if (provider) return provider;
  throw new LabError('lab.not-up', { name: lab.spec.name });
}

/**
 * The provider that `up` uses: the one that holds the lab, else the one that was asked for, else the first that can be used.
 * @throws LabError up.held-elsewhere, up.unavailable, up.nothing-available
 */
export async function chooseProvider(lab: Lab, wanted?: ProviderName): Promise<Choice> {
  const remembered = wanted === undefined ? await rememberedHolder(lab) : undefined;
  const holders = remembered ? [remembered] : await holdersOf(lab);
  const other = holders.find(({ name }) => name !== wanted);
  if (wanted !== undefined && other) {
    throw new LabError('up.held-elsewhere', { name: lab.spec.name, holder: other.name, wanted });
  }
  const [holder] = holders;
  if (holder) return { provider: holder, why: say('up.because.holds'), held: true };
  return usableProvider(wanted);
}

/**
 * The provider for a lab that none holds yet: the one that was asked for, else the first that can be used.
 * @throws LabError up.unavailable, up.nothing-available
 */
export async function usableProvider(wanted?: ProviderName): Promise<Choice> {
  if (wanted !== undefined) {
    const provider = await providerNamed(wanted);
    const availability = await provider.available();
    if (!availability.ok) {
      const { reason, remedy } = availability;
      throw new LabError('up.unavailable', { provider: wanted, reason, remedy });
    }
    return { provider, why: say('up.because.asked'), held: false };
  }
  const { provider, tried } = await firstAvailable();
  const lacks = tried.flatMap(({ name, availability }) =>
    availability.ok ? [] : [{ name, reason: availability.reason, remedy: availability.remedy }],
  );
  if (!provider) {
    const reasons = lacks.map(({ name, reason, remedy }) => `\n  ${name}: ${reason}; ${remedy}`).join('');
    throw new LabError('up.nothing-available', { reasons });
  }
  const answer = tried.at(-1)?.availability;
  const detail = answer?.ok ? answer.detail : '';
  const passed = lacks.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  const why = passed === '' ? detail : say('up.because.others-lack', { detail, passed });
  return { provider, why, held: false };
}
