import { execFile } from 'node:child_process';
import { resolve as resolvePath } from 'node:path';
import type { Lab } from '../labs/lab.js';
import { nodesOf } from '../labs/nodes.js';
import { archOf, resolve } from '../labs/resolve.js';
import { providerNames } from '../providers/provider.js';
import { type Check, checks, type Finding, type Surroundings } from './checks.js';
import type { VerbOptions } from './context.js';
import { holderOf } from './holder.js';

/** One line of what `doctor` tells. */
export interface Diagnosis {
  readonly title: string;
  /** null: it concerns every provider. */
  readonly provider: string | null;
  readonly level: Finding['level'];
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
  const spec = resolve({ name: 'zk-lab' }, archOf(process.arch));
  return { dir: resolvePath('zk-lab'), spec, nodes: nodesOf(spec) };
}

/** Milliseconds that a program has to tell its version. */
const patience = 10_000;

/** The first line that a program prints, or undefined if it cannot be run. */
function ask(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((answer) => {
    execFile(program, [...args], { timeout: patience }, (error, stdout) => {
      answer(error ? undefined : (stdout.trim().split('\n')[0] ?? ''));
    });
  });
}

async function diagnose(check: Check, surroundings: Surroundings): Promise<Diagnosis | undefined> {
  if (!(await check.enabled(surroundings))) return undefined;
  const finding = await check.check(surroundings);
  const remedy = finding.level === 'ok' ? null : finding.remedy;
  return {
    title: check.title,
    provider: check.provider ?? null,
    level: finding.level,
    detail: finding.detail,
    remedy,
  };
}

/**
 * Checks whether this machine can run a lab, and what keeps it from doing so.
 * @param lab the lab to run; without, the one that `create` would make
 */
export async function doctor(lab: Lab | undefined, options: VerbOptions): Promise<DoctorResult> {
  const holder = lab && (await holderOf(lab));
  const surroundings: Surroundings = {
    lab: lab ?? usualLab(),
    holder,
    platform: process.platform,
    arch: process.arch,
    ask,
  };
  const wanted = options.provider === undefined ? providerNames : [options.provider];
  const concerned = checks().filter(({ provider }) => provider === undefined || wanted.includes(provider));
  const found = await Promise.all(concerned.map((check) => diagnose(check, surroundings)));
  const diagnoses = found.filter((diagnosis) => diagnosis !== undefined);
  const failed = diagnoses.filter(({ level }) => level === 'failure').map(({ provider }) => provider);
  const usable = wanted.filter((name) => !failed.includes(name) && !failed.includes(null));
  return { usable, checks: diagnoses };
}
