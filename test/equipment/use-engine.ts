import { existsSync } from 'node:fs';
import path from 'node:path';
import { describe, inject, test } from 'vitest';
import { attachEngine, type Engine, startEngine, type Unavailable } from './engine.js';

/** What test/e2e/setup.ts hands to the test files. */
export interface Equipment {
  /** Folder under which engines of this run keep their state. */
  readonly state: string;
  /** Process id of the run. */
  readonly owner: number;
  /** The command line as users get it: path of dist/zk-lab.js. */
  readonly cli: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    equipment: Equipment;
  }
}

/**
 * The run's engine, started by the first test file that asks. With ZK_LAB_TEST_ENGINE=/path/to/env, the one that a
 * developer keeps running.
 */
export async function useEngine(): Promise<Engine | Unavailable> {
  if (process.env.ZK_LAB_TEST_ENGINE) return attachEngine(process.env.ZK_LAB_TEST_ENGINE);
  const { state: parent, owner } = inject('equipment');
  const state = path.join(parent, 'engine');
  const env = path.join(state, 'env');
  return existsSync(env) ? attachEngine(env) : startEngine({ state, owner });
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
  if (it.available) describe(name, () => body(it));
  else describe(name, () => test.skip(`skipped: ${it.reason}`));
}
