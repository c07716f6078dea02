import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import build from '../cli/setup.js';
import { whyNoLanes } from '../testbed/lane-pool.js';

/** Before the end-to-end tests: an up-to-date build. Lanes and engines start when a test file needs them. */
export default async function setup(project: TestProject): Promise<void> {
  // ZK_LAB_TEST_CLI: another build to test, such as the one inside an unpacked package.
  const other = process.env.ZK_LAB_TEST_CLI;
  if (other === undefined) await build();
  const cli = other ?? join(project.config.root, 'dist/zk-lab.js');
  project.provide('testbed', { cli, whyNoLanes: whyNoLanes() });
}
