import { resolve as resolvePath } from 'node:path';
import { say, textOf } from '../messages/index.js';
import { areGiven } from '../model/hosts.js';
import type { Lab } from '../model/lab.js';
import { archOf, resolve } from '../model/resolve.js';
import type { Diagnosis as Found, Provider } from '../providers/contract.js';
import { providerNamed, providersFor } from '../providers/index.js';
import { forEachSoftware } from '../software/index.js';
import type { VerbOptions } from './context.js';
import { lastHolderOf } from './holder.js';
import { diagnoseMachine } from './machine-diagnoses.js';
import { statusWithNotes } from './status.js';

/** One line of what `doctor` tells. */
export interface Diagnosis {
  readonly title: string;
  /** null: it concerns every provider. */
  readonly provider: string | null;
  readonly level: Found['level'];
  readonly detail: string;
  /** What to type; null where all is well. */
  readonly remedy: string | null;
}

/** What `doctor` found. */
export interface DoctorResult {
  /** The providers that nothing keeps from running a lab. */
  readonly usable: readonly string[];
  readonly checks: readonly Diagnosis[];
}

/** The lab that `create` would make, for checks where there is none yet. */
function usualLab(): Lab {
  const nothing = { version: '', file: '', home: '' };
  return {
    ...resolve({ name: 'zk-lab' }, archOf(process.arch)),
    dir: resolvePath('zk-lab'),
    facts: { id: '', image: '', ...forEachSoftware(() => nothing) },
  };
}

/** Whether the ports of a lab that runs are on this machine. */
async function diagnosePorts(lab: Lab, provider: Provider): Promise<Found[]> {
  const { notes } = await statusWithNotes(lab, { provider: provider.name });
  const { told, remedy } = provider.unreached(lab);
  if (!notes.some(({ key }) => key === told.key)) return [];
  const title = say('doctor.ports');
  return [{ title, level: 'warning', detail: textOf(told), remedy: textOf(remedy) }];
}

const diagnosisOf = (provider: string | null, found: Found): Diagnosis => ({
  title: found.title,
  provider,
  level: found.level,
  detail: found.detail,
  remedy: found.level === 'ok' ? null : found.remedy,
});

/** Whatever this machine can run, this lab is somewhere that cannot be asked: what to type stands in the sentence. */
function diagnosisOfLab(trouble: string): Diagnosis {
  return { title: say('doctor.lab'), provider: null, level: 'failure', detail: trouble, remedy: null };
}

/**
 * Checks whether this machine can run a lab, and what keeps it from doing so.
 * @param known the lab to run; without, the one that `create` would make
 */
export async function doctor(known: Lab | undefined, options: VerbOptions): Promise<DoctorResult> {
  const { provider: holder, trouble } = known ? await lastHolderOf(known) : {};
  const lab = known ?? usualLab();
  // What this machine has is no matter to a lab that runs on others.
  const held = holder !== undefined || areGiven(lab);
  const fitting = (await providersFor(lab)).map(({ name }) => name);
  const wanted = options.provider === undefined ? fitting : [options.provider];
  const [engines, machine] = await Promise.all([
    Promise.all(
      wanted.map(async (name) => {
        const found = await (await providerNamed(name)).diagnose(lab);
        return found.map((each) => diagnosisOf(name, each));
      }),
    ),
    diagnoseMachine({ lab, held, platform: process.platform, arch: process.arch }),
  ]);
  const ports = known && holder && trouble === undefined ? await diagnosePorts(known, holder) : [];
  const checks = [
    ...(trouble === undefined ? [] : [diagnosisOfLab(trouble)]),
    ...engines.flat(),
    ...[...machine, ...ports].map((each) => diagnosisOf(null, each)),
  ];
  const failed = checks.filter(({ level }) => level === 'failure').map(({ provider }) => provider);
  const usable = wanted.filter((name) => !failed.includes(name) && !failed.includes(null));
  return { usable, checks };
}
