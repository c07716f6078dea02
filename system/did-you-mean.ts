import { say } from '../messages/index.js';
import { nearestOf } from './nearest.js';

/**
 * The end of a sentence that says that a word is not known: which known one was probably meant, if one is near enough.
 * @param shown how a known word is written there
 */
export function didYouMean(
  typed: string,
  known: readonly string[],
  shown: (word: string) => string = (word) => word,
): string {
  const nearest = nearestOf(typed, known);
  return nearest === undefined ? say('told.ends') : say('told.did-you-mean', { nearest: shown(nearest) });
}
