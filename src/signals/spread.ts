import { counted } from "./counted.ts";
import { defineSignal } from "./signal.ts";
import { changedSources, linesOf } from "./substance.ts";

/** The entropy is taken as a share of that of evenly changed files, this many at least: two small edits are not a scattered change. */
export const leastFiles = 16;

export const spread = defineSignal({
  id: "spread",
  axis: "likelihood",
  title: "Spread of the changed lines",
  meaning: "How evenly the changed lines are scattered over the source files: low when most of them are in one place.",
  why: "A scattered change asks its author and its reviewer to keep many places in mind at once, and such changes turn out wrong more often.",
  lower: "Give the scattered part one home, a shared function say, and change that.",
  reads: ["change"],
  measure({ change }) {
    const lines = changedSources(change.files).map(linesOf).filter((count) => count > 0).sort((a, b) => b - a);
    if (lines.length < 2) return null;
    const total = lines.reduce((sum, count) => sum + count, 0);
    const share = Math.min(1, entropyOf(lines, total) / Math.log2(Math.max(leastFiles, lines.length)));
    return { share, at: null, because: `changed lines are spread over ${counted(lines.length, "source file")}; the most changed one has ${percentOf(lines[0]!, total)} of them` };
  },
});

/** Bits: −Σ p log₂ p over the files' shares of the changed lines. */
function entropyOf(lines: readonly number[], total: number): number {
  return lines.reduce((bits, count) => bits - (count / total) * Math.log2(count / total), 0);
}

function percentOf(part: number, whole: number): string {
  const percent = Math.round((100 * part) / whole);
  return percent === 0 ? "less than 1 %" : percent === 100 ? "more than 99 %" : `${percent} %`;
}
