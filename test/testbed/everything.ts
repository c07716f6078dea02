import type { Unavailable } from './available.js';

/**
 * Whether all is tried, which `npm run cases` asks for, or only what one can wait for with every change: the same on an
 * engine that is slow, or on a second one, is left for then.
 */
export const everything = process.env.ZK_LAB_TEST_CASES === 'all';

/** Why something is left out of `npm test`. */
export const leftForCases = 'it takes long, and is tried by `npm run cases`';

/** What `use` gives, where everything is tried; elsewhere the reason why not. */
export async function inCases<T>(use: () => Promise<T>): Promise<T | Unavailable> {
  return everything ? use() : { available: false, reason: leftForCases };
}
