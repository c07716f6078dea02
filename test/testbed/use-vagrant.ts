import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Unavailable } from './available.js';
import type { Engine } from './engine.js';
import { useEngine, useLane } from './use-engine.js';
import { attachVagrant, startVagrant, type TestProvider, type Vagrant } from './vagrant.js';

/**
 * The Vagrant of this lane with the given provider, started by the first test file that asks; the docker provider brings
 * the lane's engine with it.
 * @example await describeWith(() => useVagrant('docker'), 'vagrant up', (vagrant) => { … });
 */
export async function useVagrant(provider: TestProvider): Promise<Vagrant | Unavailable> {
  let engine: Engine | undefined;
  if (provider === 'docker') {
    const found = await useEngine();
    if (!found.available) return found;
    engine = found;
  }
  const lane = useLane(`vagrant-${provider}`);
  if (!lane.available) return lane;
  const { state } = lane;
  if (existsSync(path.join(state, 'env'))) return attachVagrant(state, engine);
  return startVagrant({ provider, state, ...(engine && { engine }) });
}
