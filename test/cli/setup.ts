import { build } from '../../scripts/setup.mjs';

/**
 * Tests of the command line run what users get: the built command.
 * @throws if the build fails
 */
export default async function setup(): Promise<void> {
  const status = await build();
  if (status !== 0) throw new Error(`the build failed with exit status ${status}`);
}
