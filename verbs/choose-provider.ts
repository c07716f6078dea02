/** Which provider `up` uses. */
import { LabError } from '../messages/errors.js';
import { type Sentence, say, sentence } from '../messages/index.js';
import { areGiven } from '../model/hosts.js';
import type { Lab } from '../model/lab.js';
import { registeredLab } from '../model/registry.js';
import type { NodeSpec } from '../model/spec.js';
import type { Provider, ProviderName } from '../providers/contract.js';
import { firstAvailable, isFor, providerNamed } from '../providers/index.js';
import { assertChangeable, holderOf } from './holder.js';

/** A provider, and in words why it was this one. */
export interface Choice {
  readonly provider: Provider;
  readonly why: string;
  /** Whether it holds the lab already. */
  readonly held: boolean;
}
/**
 * The provider that `up` uses: the one that holds the lab, else the one that was asked for, else the first that can be used.
 * @throws LabError up.held-elsewhere, up.unavailable, up.nothing-available, and as providerOf
 */
export async function chooseProvider(lab: Lab, wanted?: ProviderName): Promise<Choice> {
  const known = registeredLab(lab.facts.id);
  // Who says which engine is to be asked has an answer for where the lab was last.
  const moving = wanted !== undefined && known?.provider === wanted;
  const found = await holderOf(lab, moving ? wanted : undefined);
  assertChangeable(lab, found);
  const holder = found.provider;
  if (wanted !== undefined && holder && holder.name !== wanted) {
    throw new LabError('up.held-elsewhere', { name: lab.spec.name, holder: holder.name, wanted });
  }
  if (holder) return { provider: holder, why: say('up.because.holds'), held: true };
  return usableProvider(wanted, lab);
}

const aboutIt = (what: string, text: string): string => say('told.about', { what, text });

/** How the choice is told. */
export function toldChoice({ provider, why }: Choice): Sentence {
  return sentence('up.provider', { provider: provider.name, why });
}

/**
 * The provider for a lab that none holds yet: the one that was asked for, else the first that can be used.
 * @param lab its nodes, or those that it is going to have
 * @throws LabError up.unavailable, up.nothing-available, up.not-for-hosts, up.needs-hosts
 */
export async function usableProvider(
  wanted: ProviderName | undefined,
  lab: { readonly nodes: readonly NodeSpec[] },
): Promise<Choice> {
  if (wanted !== undefined) {
    const provider = await providerNamed(wanted);
    if (!isFor(lab, provider)) {
      throw new LabError(areGiven(lab) ? 'up.not-for-hosts' : 'up.needs-hosts', { provider: wanted });
    }
    const availability = await provider.available();
    if (!availability.ok) {
      const { reason, remedy } = availability;
      throw new LabError('up.unavailable', { provider: wanted, reason, remedy });
    }
    return { provider, why: say('up.because.asked'), held: false };
  }
  const { provider, tried } = await firstAvailable(lab);
  const lacks = tried.flatMap(({ name, availability }) =>
    availability.ok ? [] : [{ name, reason: availability.reason, remedy: availability.remedy }],
  );
  if (!provider) {
    const reasons = lacks
      .map(({ name, ...why }) => `\n  ${aboutIt(name, say('told.with-remedy', why))}`)
      .join('');
    throw new LabError('up.nothing-available', { reasons });
  }
  const answer = tried.at(-1)?.availability;
  const detail = answer?.ok ? answer.detail : '';
  const passed = lacks.map(({ name, reason }) => aboutIt(name, reason)).join(say('told.reasons'));
  const why = passed === '' ? detail : say('up.because.others-lack', { detail, passed });
  return { provider, why, held: false };
}
