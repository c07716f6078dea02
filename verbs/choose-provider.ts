import { LabError } from '../messages/errors.js';
import { type Sentence, say, sentence } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import { registeredLab, registerLab } from '../model/registry.js';
import { type Provider, type ProviderName, providerNames } from '../providers/contract.js';
import { firstAvailable, holdersOf, providerNamed } from '../providers/index.js';

/** A provider, and in words why it was this one. */
export interface Choice {
  readonly provider: Provider;
  readonly why: string;
  /** Whether it holds the lab already. */
  readonly held: boolean;
}

async function ifHolding(provider: Provider, lab: Lab): Promise<Provider | undefined> {
  return (await provider.holds(lab)).holds === true ? provider : undefined;
}

/** The provider that is remembered to have held the lab last, if it still does: asking one engine is quicker than three. */
async function rememberedProvider(lab: Lab): Promise<Provider | undefined> {
  const name = registeredLab(lab.dir)?.provider as ProviderName | undefined;
  if (name === undefined || !providerNames.includes(name)) return undefined;
  return ifHolding(await providerNamed(name), lab);
}

/** Remembers which provider holds the lab, for the next command. */
export function remember(lab: Lab, provider: Provider): void {
  registerLab({ dir: lab.dir, name: lab.spec.name, network: lab.network.cidr, provider: provider.name });
}

/** The provider that holds the lab, running or not; undefined if none does. */
export async function providerOf(lab: Lab, wanted?: ProviderName): Promise<Provider | undefined> {
  if (wanted !== undefined) return ifHolding(await providerNamed(wanted), lab);
  return (await rememberedProvider(lab)) ?? (await holdersOf(lab))[0];
}

/**
 * The provider that holds the lab, for verbs that need its machines.
 * @throws LabError lab.not-up if nothing of the lab is there yet
 */
export async function requireProvider(lab: Lab, wanted?: ProviderName): Promise<Provider> {
  const provider = await providerOf(lab, wanted);
  if (provider) return provider;
  throw new LabError('lab.not-up', { name: lab.spec.name });
}

/**
 * The provider that `up` uses: the one that holds the lab, else the one that was asked for, else the first that can be used.
 * @throws LabError up.held-elsewhere, up.unavailable, up.nothing-available
 */
export async function chooseProvider(lab: Lab, wanted?: ProviderName): Promise<Choice> {
  const remembered = wanted === undefined ? await rememberedProvider(lab) : undefined;
  const holders = remembered ? [remembered] : await holdersOf(lab);
  const other = holders.find(({ name }) => name !== wanted);
  if (wanted !== undefined && other) {
    throw new LabError('up.held-elsewhere', { name: lab.spec.name, holder: other.name, wanted });
  }
  const [holder] = holders;
  if (holder) return { provider: holder, why: say('up.because.holds'), held: true };
  return usableProvider(wanted);
}

/** How the choice is told. */
export function toldChoice({ provider, why }: Choice): Sentence {
  return sentence('up.provider', { provider: provider.name, why });
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
