import type { TestProject } from 'vitest/node';
import { buildIfStale } from '../equipment/build.js';
import { whyNoLanes } from '../equipment/lane-pool.js';

/** Before the end-to-end tests: an up-to-date build. Lanes and engines start when a test file needs them. */
export default async function setup(project: TestProject): Promise<void> {
  // ZK_LAB_TEST_CLI: another build to test, such as the one inside an unpacked package.
  const cli = process.env.ZK_LAB_TEST_CLI ?? (await buildIfStale(project.config.root));
  project.provide('equipment', { cli, whyNoLanes: whyNoLanes() });
}
