import type { Lab } from '../labs/lab.js';
import type { Availability, Provider, ProviderName } from './provider.js';

/** Each engine's code is loaded when it is first asked for: most commands need one of them. */
const load: Record<ProviderName, () => Promise<Provider>> = {
  docker: async () => (await import('./docker/index.js')).docker,
  vagrant: async () => (await import('./vagrant/index.js')).vagrant,
  local: async () => (await import('./local/index.js')).local,
};

/** In the order in which `up` prefers them. */
const preference: readonly ProviderName[] = ['docker', 'vagrant', 'local'];

/** The provider of that name. */
export function providerNamed(name: ProviderName): Promise<Provider> {
  return load[name]();
}

/** The providers that hold anything of this lab; more than one only by accident. */
export async function holdersOf(lab: Lab): Promise<Provider[]> {
  const providers = await Promise.all(preference.map(providerNamed));
  const held = await Promise.all(providers.map((provider) => provider.holds(lab)));
  return providers.filter((_, index) => held[index]);
}

/** The first provider that can be used here, with what each one before it lacks. */
export async function firstAvailable(): Promise<{
  provider: Provider | undefined;
  tried: { name: ProviderName; availability: Availability }[];
}> {
  const tried: { name: ProviderName; availability: Availability }[] = [];
  for (const name of preference) {
    const provider = await providerNamed(name);
    const availability = await provider.available();
    tried.push({ name, availability });
    if (availability.ok) return { provider, tried };
  }
  return { provider: undefined, tried };
}
