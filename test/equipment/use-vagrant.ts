import { existsSync } from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';
import type { Engine, Unavailable } from './engine.js';
import { useEngine } from './use-engine.js';
import { attachVagrant, startVagrant, type TestProvider, type Vagrant } from './vagrant.js';

/**
 * The run's Vagrant with the given provider, started by the first test file that asks; the docker provider brings the
 * run's engine with it.
 * @example await describeWith(() => useVagrant('docker'), 'vagrant up', (vagrant) => { … });
 */
export async function useVagrant(provider: TestProvider): Promise<Vagrant | Unavailable> {
  const { state: parent, owner } = inject('equipment');
  const state = path.join(parent, provider);
  let engine: Engine | undefined;
  if (provider === 'docker') {
    const found = await useEngine();
    if (!found.available) return found;
    engine = found;
  }
  if (existsSync(path.join(state, 'env'))) return attachVagrant(state, engine);
  return startVagrant({ provider, state, owner, ...(engine && { engine }) });
}
