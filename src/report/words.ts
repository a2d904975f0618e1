/** `1 module`, `1,430 modules`, `2 entries`. */
export function count(amount: number, noun: string, plural = `${noun}s`): string {
  return `${digits(amount)} ${amount === 1 ? noun : plural}`;
}

/** Thousands apart by commas, the same in every locale. */
export function digits(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A commit as people write it; `index`, `worktree`, `empty` and `defaults` stay words. */
export function shortRevision(name: string): string {
  return /^[0-9a-f]{40,64}$/.test(name) ? name.slice(0, 10) : name;
}

/** A Map, because an object would have words of its own (`toString`). */
const revisionWords = new Map([["index", "the index"], ["worktree", "the working tree"], ["empty", "the empty tree"]]);

export function revisionPhrase(name: string): string {
  return revisionWords.get(name) ?? shortRevision(name);
}

/** `path#name`, or the path alone where the symbol is the module itself or all of it. */
export function symbolPhrase(id: string): string {
  return id.replace(/#(?:<module>|\*)$/, "");
}

/** How many of each, most first, then by name. */
export function tally(names: Iterable<string>): readonly (readonly [name: string, amount: number])[] {
  const amounts = new Map<string, number>();
  for (const name of names) amounts.set(name, (amounts.get(name) ?? 0) + 1);
  return [...amounts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}
