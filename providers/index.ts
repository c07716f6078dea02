import { UsageError } from '../messages/errors.js';
import { listed } from '../messages/index.js';
import { areGiven } from '../model/hosts.js';
import type { Lab } from '../model/lab.js';
import type { NodeSpec } from '../model/spec.js';
import { didYouMean } from '../system/did-you-mean.js';
import {
  type Availability,
  type Holding,
  isProviderName,
  type Provider,
  type ProviderName,
  providerNames,
} from './contract.js';

/** Each engine's code is loaded when it is first asked for: most commands need one of them. */
const load: Record<ProviderName, () => Promise<Provider>> = {
  docker: async () => (await import('./docker/index.js')).docker,
  vagrant: async () => (await import('./vagrant/index.js')).vagrant,
  local: async () => (await import('./local/index.js')).local,
  machines: async () => (await import('./machines/index.js')).machines,
  kubernetes: async () => (await import('./kubernetes/index.js')).kubernetes,
};

/** A provider's name that somebody wrote. @throws UsageError provider.unknown with the nearest known one */
export function parseProviderName(name: string): ProviderName {
  if (isProviderName(name)) return name;
  const near = didYouMean(name, providerNames);
  throw new UsageError('provider.unknown', { name, near, names: listed(providerNames) });
}

/** The provider of that name. */
export function providerNamed(name: ProviderName): Promise<Provider> {
  return load[name]();
}

/** All of them, in the order in which `up` prefers them. */
export function allProviders(): Promise<Provider[]> {
  return Promise.all(providerNames.map(providerNamed));
}

/** Whether a provider is for labs of that kind: on machines that are there already, or on ones that it makes. */
export function isFor(lab: { readonly nodes: readonly NodeSpec[] }, { capabilities }: Provider): boolean {
  return capabilities.given === areGiven(lab);
}

/** Those for labs of that kind, in the order in which `up` prefers them. */
export async function providersFor(lab: { readonly nodes: readonly NodeSpec[] }): Promise<Provider[]> {
  return (await allProviders()).filter((provider) => isFor(lab, provider));
}

/** What every provider says of holding this lab; more than one holds it only by accident. */
export async function holdingsOf(lab: Lab): Promise<{ provider: Provider; holding: Holding }[]> {
  const providers = await providersFor(lab);
  return Promise.all(providers.map(async (provider) => ({ provider, holding: await provider.holds(lab) })));
}

/** The first provider for a lab of that kind that can be used here, with what each one before it lacks. */
export async function firstAvailable(lab: { readonly nodes: readonly NodeSpec[] }): Promise<{
  provider: Provider | undefined;
  tried: { name: ProviderName; availability: Availability }[];
}> {
  const tried: { name: ProviderName; availability: Availability }[] = [];
  for (const provider of await providersFor(lab)) {
    const { name, capabilities } = provider;
    if (capabilities.byName) continue;
    const availability = await provider.available();
    tried.push({ name, availability });
    if (availability.ok) return { provider, tried };
  }
  return { provider: undefined, tried };
}
