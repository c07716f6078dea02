import { LabError } from '../messages/errors.js';
import type { Context } from '../model/events.js';
import { forgetLab, type RegisteredLab } from '../model/registry.js';
import { isProviderName, type Provider, type ProviderName, type Remnants } from '../providers/contract.js';
import { allProviders, providerNamed } from '../providers/index.js';

/** What is left of a lab on one provider. */
export interface LeftOn {
  readonly provider: Provider;
  readonly left: Remnants;
}

/** The providers that may hold something of it: the one that is remembered, else each. */
async function candidates({ provider }: RegisteredLab): Promise<Provider[]> {
  return isProviderName(provider) ? [await providerNamed(provider)] : allProviders();
}

/**
 * What providers still hold of a lab whose folder is gone. One that does not answer counts only if it is remembered to
 * have held the lab: a machine without Docker has nothing of it there.
 */
export async function remnantsOf(lab: RegisteredLab): Promise<LeftOn[]> {
  const left = await Promise.all(
    (await candidates(lab)).map(async (provider) => ({ provider, left: await provider.remnants(lab) })),
  );
  return left.filter(({ provider, left: { found } }) =>
    found === 'unknown' ? provider.name === lab.provider : found.length > 0,
  );
}

/**
 * Removes what is left of a lab whose folder is gone, and forgets it. Asks nobody.
 * @returns the providers that held something
 * @throws LabError lab.silent where one does not answer
 */
export async function removeRemnants(lab: RegisteredLab, context: Context): Promise<ProviderName[]> {
  const held = await remnantsOf(lab);
  for (const { provider, left } of held) {
    if (left.found !== 'unknown') continue;
    const { reason, remedy } = left;
    throw new LabError('lab.silent', { name: lab.name, provider: provider.name, reason, remedy, last: '' });
  }
  for (const { provider } of held) await provider.removeRemnants(lab, context);
  forgetLab(lab);
  return held.map(({ provider }) => provider.name);
}
