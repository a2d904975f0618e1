import type { CriticalHit } from "../critical/critical-hit.ts";
import { compareText } from "../ids.ts";
import { counted, listed } from "./counted.ts";
import { saturating } from "./curve.ts";
import { defineSignal } from "./signal.ts";

/** A changed critical module counts as two that use it directly. */
export const changedCounts = 2;

export const criticalReached = defineSignal({
  id: "critical-reached",
  axis: "impact",
  title: "Critical path reached",
  meaning: "The critical modules that the change edits or that can feel it, by the weight the policy gives their path; nearer ones count more.",
  why: "The owners of these paths have said that a failure there costs more than elsewhere.",
  lower: "Look at the explaining path and cut it: depend on less, pass a value in, or move what changed out of the module the critical path uses.",
  reads: ["critical"],
  measure({ critical }, { distanceDecay }) {
    const [first, ...others] = critical.toSorted(nearestFirst);
    if (first === undefined) return null;
    // From the smallest up, so that the order of equal hits cannot change the sum's last digits.
    const amounts = critical.map((hit) => amountOf(hit, distanceDecay)).sort((a, b) => a - b);
    const amount = amounts.reduce((sum, one) => sum + one, 0);
    return { share: saturating(amount, 1), at: first.module, because: factOf(first, others) };
  },
});

function amountOf({ entry, distance }: CriticalHit, decay: number): number {
  return entry.weight * (distance === 0 ? changedCounts : decay ** (distance - 1));
}

function factOf(first: CriticalHit, others: readonly CriticalHit[]): string {
  const fact = first.distance === 0 ? `it changes ${first.module}, part of '${first.name}'` : `${first.module}, part of '${first.name}', can feel it from ${counted(first.distance, "hop")} away`;
  if (others.length === 0) return fact;
  const names = [...new Set(others.map(({ name }) => name).filter((name) => name !== first.name))].sort(compareText);
  const elsewhere = names.length === 0 ? "" : ` (of ${listed(names.map((name) => `'${name}'`))})`;
  return `${fact}; ${counted(others.length, "more critical module")}${elsewhere} ${others.length === 1 ? "is" : "are"} edited or can feel it`;
}

function nearestFirst(a: CriticalHit, b: CriticalHit): number {
  return a.distance - b.distance || b.entry.weight - a.entry.weight || compareText(a.name, b.name) || compareText(a.module, b.module);
}
