import { LabError } from '../messages/errors.js';
import { openLab } from '../model/lab.js';
import { registeredLabs } from '../model/registry.js';
import type { ProviderName } from '../providers/contract.js';
import { providerOf } from './choose-provider.js';

/** A lab on this machine. */
export interface ListedLab {
  readonly name: string;
  readonly dir: string;
  /** null while no provider holds anything of it. */
  readonly provider: ProviderName | null;
  /** How many of its machines run, and how many it has. */
  readonly running: number;
  readonly count: number;
  /** Its specification cannot be read. */
  readonly broken: boolean;
}

async function listed(dir: string, name: string): Promise<ListedLab> {
  try {
    const lab = openLab(dir);
    const provider = await providerOf(lab);
    const states = provider ? await provider.states(lab) : [];
    const running = states.filter((state) => state.running).length;
    return { name, dir, provider: provider?.name ?? null, running, count: lab.nodes.length, broken: false };
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    return { name, dir, provider: null, running: 0, count: 0, broken: true };
  }
}

/** The labs that were made on this machine and are still there. */
export function list(): Promise<ListedLab[]> {
  return Promise.all(registeredLabs().map(({ dir, name }) => listed(dir, name)));
}
