import { closest, distance } from 'fastest-levenshtein';

/** Who types a part of a name means that name, however long it is: leader is leader-election. Two letters are too few to tell. */
function holding(typed: string, known: readonly string[]): string | undefined {
  if (typed.length < 3) return undefined;
  return known.find((name) => name.startsWith(typed)) ?? known.find((name) => name.includes(typed));
}

/** The known word that is most like a typed one. */
function closestOf(typed: string, known: readonly string[]): string {
  return holding(typed, known) ?? closest(typed, [...known]);
}

/** The known word that a mistyped one most likely stands for; undefined if none is near enough to be meant. */
export function nearestOf(typed: string, known: readonly string[]): string | undefined {
  const nearest = closestOf(typed, known);
  const letters = typed.replace(/^-+/, '').length;
  const near = distance(typed, nearest) <= Math.max(1, Math.ceil(letters / 2));
  return near || holding(typed, known) !== undefined ? nearest : undefined;
}
