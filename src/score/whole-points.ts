import type { Finding } from "../signals/finding.ts";

/**
 * The findings of one axis with whole points that add up to their rounded sum: each is rounded down, and the points that
 * leaves over go to the largest remainders. Findings left with no point are dropped. Expects an order that does not depend
 * on how the findings were gathered, since ties go to the first.
 */
export function wholePoints(findings: readonly Finding[]): readonly Finding[] {
  const floors = findings.map(({ points }) => Math.floor(points));
  const left = Math.round(sumOf(findings)) - floors.reduce((sum, points) => sum + points, 0);
  const byRemainder = findings.map(({ points }, index) => ({ index, remainder: points - floors[index]! })).sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  const lifted = new Set(byRemainder.slice(0, left).map(({ index }) => index));
  return findings.map((finding, index) => ({ ...finding, points: floors[index]! + (lifted.has(index) ? 1 : 0) })).filter(({ points }) => points > 0);
}

function sumOf(findings: readonly Finding[]): number {
  return findings.reduce((sum, { points }) => sum + points, 0);
}
