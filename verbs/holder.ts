/** Which provider holds a lab, and which engines could not be asked. */
import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import type { Lab } from '../model/lab.js';
import { type RegisteredLab, registeredLab, registerLab } from '../model/registry.js';
import {
  type Holding,
  isProviderName,
  type Provider,
  type ProviderName,
  type Silence,
} from '../providers/contract.js';
import { holdingsOf, providerNamed } from '../providers/index.js';
import { assertNoCopy } from './assert-original.js';

/** Which provider holds a lab. */
interface Held {
  readonly provider: Provider;
  readonly holding: Extract<Holding, { holds: true }>;
}

/** A provider that may hold a lab for all that can be told, and why it does not say. */
interface Unasked extends Silence {
  readonly provider: ProviderName;
}

/** What providers say of holding a lab. */
interface Asked {
  readonly held: readonly Held[];
  readonly unasked: readonly Unasked[];
}

/** @throws LabError lab.silent, lab.silent.elsewhere where an engine that was to be asked does not answer */
function assertAnswered(lab: Lab, provider: Provider, holding: Holding): void {
  if (holding.holds !== 'unknown') return;
  const { reason, remedy } = holding;
  const known = registeredLab(lab.facts.id);
  if (isProviderName(known?.provider) && known.provider !== provider.name) {
    const { name } = lab.spec;
    throw new LabError('lab.silent.elsewhere', {
      ...{ name, provider: provider.name, reason, remedy, holder: known.provider },
    });
  }
  const then = known?.provider === provider.name ? (known.endpoint ?? '') : '';
  const moved = then !== '' && then !== provider.endpoint();
  const last = moved ? say('lab.silent.last', { endpoint: then, command: provider.pointTo(then) }) : '';
  throw new LabError('lab.silent', { name: lab.spec.name, provider: provider.name, reason, remedy, last });
}

/** @throws LabError lab.other-endpoint where the lab was held by another engine of that kind than the one asked now */
function assertSameEndpoint(lab: Lab, provider: Provider, known: RegisteredLab | undefined): void {
  const now = provider.endpoint();
  const then = known?.endpoint;
  if (known?.provider !== provider.name || then === undefined || then === now) return;
  throw new LabError('lab.other-endpoint', {
    name: lab.spec.name,
    provider: provider.name,
    then,
    now,
    command: provider.pointTo(then),
  });
}

/**
 * The provider that is remembered to have held the lab last, if it still does: asking one engine is quicker than three.
 * @throws LabError lab.silent, lab.other-endpoint where that cannot be told: asking the others would not answer it
 */
async function rememberedHolder(lab: Lab, known: RegisteredLab | undefined): Promise<Held | undefined> {
  if (!isProviderName(known?.provider)) return undefined;
  const provider = await providerNamed(known.provider);
  const holding = await provider.holds(lab);
  assertAnswered(lab, provider, holding);
  if (holding.holds === true) return { provider, holding };
  assertSameEndpoint(lab, provider, known);
  return undefined;
}

/** Remembers where the lab is and which provider holds it, for the next command. */
export function remember(lab: Lab, provider: Provider): void {
  const { dir, facts, spec, network } = lab;
  registerLab({
    id: facts.id,
    dir,
    name: spec.name,
    network: network.cidr,
    provider: provider.name,
    endpoint: provider.endpoint(),
    machines: provider.machines(lab),
    ports: provider.ports(lab),
  });
}

/** Remembers that no provider holds the lab any more. */
export function forgetHolder({ dir, facts, spec, network }: Lab): void {
  const nobody = { provider: '', endpoint: '', machines: {}, ports: [] };
  registerLab({ id: facts.id, dir, name: spec.name, network: network.cidr, ...nobody });
}

/** Where an engine is not on this machine at all, it is not missed. */
function sorted(holdings: readonly { provider: Provider; holding: Holding }[]): Asked {
  return {
    held: holdings.flatMap(({ provider, holding }) =>
      holding.holds === true ? [{ provider, holding }] : [],
    ),
    unasked: holdings.flatMap(({ provider: { name }, holding }) =>
      holding.holds === 'unknown' && !holding.absent ? [{ ...holding, provider: name }] : [],
    ),
  };
}

async function asked(lab: Lab, wanted: ProviderName | undefined): Promise<Asked> {
  const known = registeredLab(lab.facts.id);
  assertNoCopy(lab, known?.dir);
  if (wanted !== undefined) {
    const provider = await providerNamed(wanted);
    const holding = await provider.holds(lab);
    assertAnswered(lab, provider, holding);
    return sorted([{ provider, holding }]);
  }
  const remembered = await rememberedHolder(lab, known);
  return remembered ? { held: [remembered], unasked: [] } : sorted(await holdingsOf(lab));
}

/** Who holds a lab. */
interface Holder {
  /** The provider that does. */
  readonly provider: Provider | undefined;
  /** Those that do not say. */
  readonly unasked: readonly Unasked[];
  /** Why it can be looked at there, and not be started, stopped or removed; absent where it can be. */
  readonly lookOnly?: Silence | undefined;
}

/** The provider that holds the lab, and what is to be known of that. @throws as providerOf */
export async function holderOf(lab: Lab, wanted?: ProviderName): Promise<Holder> {
  const { held: all, unasked } = await asked(lab, wanted);
  const [held] = all;
  if (!held) return { provider: undefined, unasked };
  assertNoCopy(lab, held.holding.dir);
  const known = registeredLab(lab.facts.id);
  // Moved, or brought up without us: known better now.
  if (known?.dir !== lab.dir || known.provider !== held.provider.name) remember(lab, held.provider);
  return { provider: held.provider, unasked, lookOnly: held.holding.lookOnly };
}

/** Which engines could not be asked, and why; '' if all could. */
export function toldUnasked(unasked: Asked['unasked']): string {
  return unasked
    .map(({ provider, ...why }) => say('told.about', { what: provider, text: say('told.with-remedy', why) }))
    .join(say('told.reasons'));
}

/** The same within a sentence that says that none holds the lab. */
export function asFarAsAsked(unasked: Asked['unasked']): string {
  const reasons = toldUnasked(unasked);
  return reasons === '' ? '' : say('lab.unasked', { reasons });
}

/**
 * The provider that holds the lab, running or not; undefined if none does.
 * @throws LabError lab.copy, lab.silent, lab.other-endpoint
 */
export async function providerOf(lab: Lab, wanted?: ProviderName): Promise<Provider | undefined> {
  return (await holderOf(lab, wanted)).provider;
}

/**
 * For what is only told: the provider that holds the lab, or did when it was last asked.
 * @returns also why it does not say that it still does, as a sentence
 */
export async function lastHolderOf(
  lab: Lab,
  wanted?: ProviderName,
): Promise<{ readonly provider: Provider | undefined; readonly trouble?: string }> {
  try {
    return { provider: await providerOf(lab, wanted) };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    const name = wanted ?? registeredLab(lab.facts.id)?.provider;
    const provider = isProviderName(name) ? await providerNamed(name) : undefined;
    return { provider, trouble: error.message };
  }
}

/** Every provider that holds the lab, more than one only by accident; and those that do not say. @throws as providerOf */
export async function allHoldersOf(
  lab: Lab,
  wanted?: ProviderName,
): Promise<{ readonly providers: readonly Provider[]; readonly unasked: Asked['unasked'] }> {
  const holder = await holderOf(lab, wanted);
  assertChangeable(lab, holder);
  const { provider: first, unasked } = holder;
  if (wanted !== undefined) return { providers: first ? [first] : [], unasked };
  const all = sorted(await holdingsOf(lab));
  return { providers: all.held.map(({ provider }) => provider), unasked: all.unasked };
}

/**
 * The provider that holds the lab, for verbs that need its machines.
 * @throws LabError lab.not-up if nothing of the lab is there yet, and as providerOf
 */
export async function requireProvider(lab: Lab, wanted?: ProviderName): Promise<Provider> {
  return providerAmong(lab, await holderOf(lab, wanted));
}

/** @throws LabError lab.not-up */
function providerAmong(lab: Lab, { provider, unasked }: Holder): Provider {
  if (provider) return provider;
  throw new LabError('lab.not-up', { name: lab.spec.name, unasked: asFarAsAsked(unasked) });
}

/** @throws LabError lab.look-only */
export function assertChangeable(lab: Lab, { provider, lookOnly }: Holder): void {
  if (!provider || !lookOnly) return;
  const { reason, remedy } = lookOnly;
  throw new LabError('lab.look-only', { name: lab.spec.name, reason, remedy });
}

/**
 * The provider that holds the lab, for verbs that start, stop or remove something of it, or hinder its nodes.
 * @throws LabError lab.look-only, and as requireProvider
 */
export async function requireChangeable(lab: Lab, wanted?: ProviderName): Promise<Provider> {
  const holder = await holderOf(lab, wanted);
  assertChangeable(lab, holder);
  return providerAmong(lab, holder);
}
