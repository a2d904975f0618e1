/** From an amount without an upper end to a share of a weight. Both curves rise with the amount, start at 0 and stay within 0-1. */

/** Rises quickly, then levels off: 63 % at `scale`, 95 % at three times `scale`. Its source: `src/score/README.md`. */
export function saturating(amount: number, scale: number): number {
  return amount > 0 ? 1 - Math.exp(-amount / scale) : 0;
}

/** Each doubling adds the same, from 0 at 1 to 1 at `full`. For sizes, whose distributions have long tails. */
export function logarithmic(amount: number, full: number): number {
  return amount > 1 ? Math.min(1, Math.log2(amount) / Math.log2(full)) : 0;
}
