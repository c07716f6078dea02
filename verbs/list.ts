import { LabError } from '../messages/errors.js';
import { say } from '../messages/index.js';
import { type Lab, openLab } from '../model/lab.js';
import { forgetLab, isThere, type RegisteredLab, registeredLabs } from '../model/registry.js';
import type { Provider, ProviderName } from '../providers/contract.js';
import { type StepsDone, stepsDone } from './guide.js';
import { providerOf } from './holder.js';
import { remnantsOf } from './remnants.js';

/** A lab on this machine. */
export interface ListedLab {
  readonly name: string;
  readonly dir: string;
  /** null while no provider holds anything of it. */
  readonly provider: ProviderName | null;
  /** How many of its machines run, and how many it has. */
  readonly running: number;
  readonly count: number;
  /** How many steps of its lesson are done, as far as that is remembered; null where it is about none. */
  readonly steps: StepsDone | null;
  /** Its specification cannot be read. */
  readonly broken: boolean;
  /** Its folder is gone; `left` is what the provider still holds of it. */
  readonly gone: boolean;
  readonly left: readonly string[];
  /** Why it cannot be told how the lab is; null where it can. In the user's language. */
  readonly unknown: string | null;
}

const nothing = {
  provider: null,
  running: 0,
  count: 0,
  steps: null,
  broken: false,
  gone: false,
  left: [],
  unknown: null,
};

/** How far a lab is, where that can be told: a lesson of its owner's may be broken. */
function stepsIn(lab: Lab, provider: Provider | undefined): StepsDone | null {
  try {
    return stepsDone(lab, provider);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return null;
  }
}

async function listed(known: RegisteredLab): Promise<ListedLab> {
  const { dir } = known;
  try {
    const lab = openLab(dir);
    const { name } = lab.spec;
    try {
      const provider = await providerOf(lab);
      const states = provider ? await provider.states(lab) : [];
      const running = states.filter((state) => state.running).length;
      const held = { provider: provider?.name ?? null, running, count: lab.nodes.length };
      return { ...nothing, name, dir, ...held, steps: stepsIn(lab, provider) };
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      return {
        ...nothing,
        name,
        dir,
        count: lab.nodes.length,
        steps: stepsIn(lab, undefined),
        unknown: error.message,
      };
    }
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return { ...nothing, name: known.name, dir, broken: true };
  }
}

/** A lab whose folder is gone, if an engine still holds something of it; else it is forgotten. */
async function listedAsGone(known: RegisteredLab): Promise<ListedLab | undefined> {
  const remnants = await remnantsOf(known);
  const { name, dir } = known;
  const unknown = remnants.find(({ left }) => left.found === 'unknown');
  if (unknown?.left.found === 'unknown') {
    const { reason, remedy } = unknown.left;
    return {
      ...nothing,
      name,
      dir,
      provider: unknown.provider.name,
      gone: true,
      unknown: say('told.with-remedy', { reason, remedy }),
    };
  }
  const [holder] = remnants;
  if (!holder || holder.left.found === 'unknown') {
    forgetLab(known);
    return undefined;
  }
  const { found, running } = holder.left;
  return { ...nothing, name, dir, provider: holder.provider.name, gone: true, left: found, running };
}

/** The labs that were made on this machine and are still there, in their folders or on their engines. */
export async function list(): Promise<ListedLab[]> {
  const labs = await Promise.all(
    registeredLabs().map((known) => (isThere(known) ? listed(known) : listedAsGone(known))),
  );
  return labs.filter((lab) => lab !== undefined);
}
