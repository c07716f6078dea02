import { fileURLToPath } from 'node:url';
import { buildIfStale } from '../equipment/build.js';

/** Tests of the command line run what users get: the built command. */
export default async function setup(): Promise<void> {
  await buildIfStale(fileURLToPath(new URL('../..', import.meta.url)));
}
