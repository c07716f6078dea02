import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { lanePool, whyNoLanes } from './test/testbed/lane-pool.js';
import { LongestFirst } from './test/testbed/longest-first.js';

// Without lanes, end-to-end tests share the machine's ports: one file at a time, after all others.
const lanes = whyNoLanes() === undefined;

export default defineConfig({
  test: {
    maxWorkers: process.env.ZK_LAB_TEST_ENGINE ? 1 : Math.max(2, availableParallelism()),
    sequence: { sequencer: LongestFirst },
    // Every engine is emptied and ended in order.
    teardownTimeout: 90_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          globalSetup: ['test/cli/setup.ts'],
          setupFiles: ['test/own-state.ts', 'test/to-succeed.ts'],
          // Many tests run the command itself, on machines that may be busy.
          testTimeout: 30_000,
          expect: { poll: { timeout: 15_000 } },
        },
      },
      {
        test: {
          name: 'e2e',
          // The example of a suite is one that runs.
          include: ['test/e2e/**/*.test.ts', 'docs/example-tests/*.test.ts'],
          globalSetup: ['test/e2e/setup.ts'],
          setupFiles: ['test/to-succeed.ts'],
          ...(lanes ? { pool: lanePool() } : { fileParallelism: false }),
          testTimeout: 180_000,
          hookTimeout: 600_000,
          expect: { poll: { timeout: 60_000, interval: 200 } },
        },
      },
    ],
  },
});
