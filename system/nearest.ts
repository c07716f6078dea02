import { closest, distance } from 'fastest-levenshtein';

/** The known word that a mistyped one most likely stands for; undefined if none is near enough to be meant. */
export function nearestOf(typed: string, known: readonly string[]): string | undefined {
  const nearest = closest(typed, [...known]);
  const letters = typed.replace(/^-+/, '').length;
  return distance(typed, nearest) <= Math.max(1, Math.ceil(letters / 2)) ? nearest : undefined;
}
