/** What is wrong with a policy, and where: the path of keys that leads there. */
export interface PolicyProblem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** A word of the policy as a problem quotes it: short, and on one line. */
export function named(word: string): string {
  return JSON.stringify(word.length > 80 ? `${word.slice(0, 80)}…` : word);
}

/** A problem for every later entry of a list that says the same as an earlier one; `sameAs` makes what is compared. */
export function repeated<Entry>(
  entries: readonly Entry[],
  sameAs: (entry: Entry) => string | null,
  problem: (entry: Entry, at: number, firstAt: number) => PolicyProblem,
): PolicyProblem[] {
  const seen = new Map<string, number>();
  return entries.flatMap((entry, at) => {
    const key = sameAs(entry);
    if (key === null) return [];
    const firstAt = seen.get(key);
    if (firstAt !== undefined) return [problem(entry, at, firstAt)];
    seen.set(key, at);
    return [];
  });
}
