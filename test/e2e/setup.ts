import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { buildIfStale } from '../equipment/build.js';
import { stopEngine } from '../equipment/engine.js';
import { stopVagrant } from '../equipment/vagrant.js';

/**
 * Before the end-to-end tests: an up-to-date build and a folder for engines, which start when a test file first asks
 * (useEngine, useVagrant). After them: every engine ended with all that is in it.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // ZK_LAB_TEST_CLI: another build to test, such as the one inside an unpacked package.
  const cli = process.env.ZK_LAB_TEST_CLI ?? (await buildIfStale(project.config.root));
  const state = await mkdtemp(path.join(tmpdir(), 'zk-lab-test-'));
  project.provide('equipment', { state, owner: process.pid, cli });
  return async () => {
    for (const provider of ['docker', 'libvirt']) await stopVagrant(path.join(state, provider));
    await stopEngine(path.join(state, 'engine'));
    await rm(state, { recursive: true, force: true });
  };
}
