import { distance } from "fastest-levenshtein";

/** The word that a slip of the keyboard would turn into this one; null when none is near. */
export function nearestOf(word: string, words: readonly string[]): string | null {
  const [best] = words.map((one) => ({ one, away: distance(word, one) })).toSorted((a, b) => a.away - b.away);
  return best !== undefined && best.away <= Math.max(1, Math.floor(word.length / 3)) ? best.one : null;
}
