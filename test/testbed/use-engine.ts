import { existsSync } from 'node:fs';
import path from 'node:path';
import { inject } from 'vitest';
import { describeUnless } from '../needs.js';
import { type Unavailable, unavailable } from './available.js';
import { attachEngine, type Engine, startEngine } from './engine.js';

/** What test/e2e/setup.ts hands to the test files. */
export interface Testbed {
  /** The command line as users get it: path of dist/zk-lab.js. */
  readonly cli: string;
  /** Why the test files are in no lane (lane-pool.ts); undefined where they are. */
  readonly whyNoLanes: string | undefined;
}

declare module 'vitest' {
  interface ProvidedContext {
    testbed: Testbed;
  }
}

/** Folder in the lane of this test file, or why there is none. */
export function useLane(name: string): { available: true; state: string } | Unavailable {
  const { whyNoLanes } = inject('testbed');
  if (whyNoLanes !== undefined) return unavailable(whyNoLanes);
  const lane = process.env.ZK_LAB_TEST_LANE;
  if (!lane) throw new Error('this test file is in no lane: is it one of the project e2e?');
  return { available: true, state: path.join(lane, name) };
}

/**
 * The engine of this lane, started by the first test file that asks. With ZK_LAB_TEST_ENGINE=/path/to/env, the one that a
 * developer keeps running.
 */
export async function useEngine(): Promise<Engine | Unavailable> {
  if (process.env.ZK_LAB_TEST_ENGINE) return attachEngine(process.env.ZK_LAB_TEST_ENGINE);
  const lane = useLane('docker');
  if (!lane.available) return lane;
  const env = path.join(lane.state, 'env');
  return existsSync(env) ? attachEngine(env) : startEngine({ state: lane.state });
}

/**
 * A `describe` whose tests need what `use` gives; on a machine that cannot have it, one skipped test that says why.
 * @example await describeWith(useEngine, 'a lab on Compose', (engine) => { test('…', async () => { … }); });
 */
export async function describeWith<T extends { readonly available: true }>(
  use: () => Promise<T | Unavailable>,
  name: string,
  body: (it: T) => void,
): Promise<void> {
  const it = await use();
  describeUnless(it.available ? undefined : it.reason, name, () => it.available && body(it));
}
